import type { Packed } from './packed';

/** What was computed of a picture's strips and does not depend on how much of it is used; at most so many bytes. */
export interface KeptStrips {
  /** Of the strip that begins at row `top`. */
  of(top: number): readonly Packed[] | null;
  /** Where there is room; strips without are computed each time. */
  keep(top: number, parts: readonly Packed[]): void;
}

export function createKeptStrips(bytes: number): KeptStrips {
  const strips = new Map<number, readonly Packed[]>();
  let left = bytes;
  return {
    of: (top) => strips.get(top) ?? null,
    keep(top, parts) {
      const size = parts.reduce((sum, { values }) => sum + values.byteLength, 0);
      if (strips.has(top) || size > left) return;
      strips.set(top, parts);
      left -= size;
    },
  };
}
