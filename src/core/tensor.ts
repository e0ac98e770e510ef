/**
 * Reads `length` bytes from `offset`. `room`, where given, is memory of at least `length` bytes for
 * them, aligned to 8: a caller of many ranges needs one buffer. The result is a view of it, or of
 * something else; it is borrowed and lasts until the next read.
 *
 * @throws ModelError where the source cannot give them
 */
export type ReadBytes = (offset: number, length: number, room?: Uint8Array) => Uint8Array;

export function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}
