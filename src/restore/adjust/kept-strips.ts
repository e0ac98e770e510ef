import type { Packed } from './packed';

/** What was computed of a picture's strips and does not depend on how much of it is used; at most so many bytes. */
export interface KeptStrips {
  /**
   * Of the strip that begins at row `top`. Those of another `kind` than was last asked for are let go.
   */
  of(kind: string, top: number): readonly Packed[] | null;
  hasRoom(bytes: number): boolean;
  /** Where there is room; strips without are computed each time. */
  keep(kind: string, top: number, parts: readonly Packed[]): void;
}

export function createKeptStrips(bytes: number): KeptStrips {
  const strips = new Map<number, readonly Packed[]>();
  let current = '';
  let left = bytes;
  return {
    of(kind, top) {
      if (kind !== current) {
        strips.clear();
        current = kind;
        left = bytes;
      }
      return strips.get(top) ?? null;
    },
    hasRoom: (wanted) => wanted <= left,
    keep(kind, top, parts) {
      const size = parts.reduce((sum, { values }) => sum + values.byteLength, 0);
      if (kind !== current || strips.has(top) || size > left) return;
      strips.set(top, parts);
      left -= size;
    },
  };
}
