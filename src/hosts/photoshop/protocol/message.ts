import type { MessageKind } from './frame';
import type { Json } from './parse';

/** JSON text and bytes that are delivered as one piece. */
export interface Message {
  readonly kind: MessageKind;
  readonly body: string;
  readonly blobs: readonly Uint8Array[];
}

/** A value with bytes beside it. */
export interface Parcel {
  readonly value: Json;
  readonly blobs: readonly Uint8Array[];
}

/** The answer to what has none. */
export const EMPTY: Parcel = { value: null, blobs: [] };

/** Where chunk `i` (from 1 on) of blobs of these lengths lies; null: there is no such chunk. */
export function chunkPlace(
  lengths: readonly number[],
  chunkBytes: number,
  i: number,
): { readonly blob: number; readonly start: number; readonly end: number } | null {
  let before = 0;
  for (const [blob, length] of lengths.entries()) {
    const count = Math.ceil(length / chunkBytes);
    const inside = i - 1 - before;
    if (inside >= 0 && inside < count) {
      const start = inside * chunkBytes;
      return { blob, start, end: Math.min(length, start + chunkBytes) };
    }
    before += count;
  }
  return null;
}

export function chunkCount(lengths: readonly number[], chunkBytes: number): number {
  return lengths.reduce((sum, length) => sum + Math.ceil(length / chunkBytes), 0);
}

/** Length of each blob, bytes. */
export function lengthsOf({ blobs }: Message): readonly number[] {
  return blobs.map((blob) => blob.length);
}

export function byteCount({ blobs }: Message): number {
  return blobs.reduce((sum, blob) => sum + blob.length, 0);
}
