import { discard } from '../core/discard';
import type { LazyTensor } from './lazy-tensor';

/** Bytes read at a time: picked files answer slowly, however little is asked. */
const SLICE_BYTES = 16 * 2 ** 20;

/**
 * Reads a range of a tensor through one buffer of some megabytes. `unit`: bytes that stay together;
 * the range holds whole units. `visit` borrows the bytes and gets the number of bytes before them.
 */
export function readSlices(
  tensor: LazyTensor,
  offset: number,
  length: number,
  unit: number,
  visit: (bytes: Uint8Array, done: number) => void,
): void {
  const slice = Math.min(length, Math.max(1, Math.floor(SLICE_BYTES / unit)) * unit);
  const room = new Uint8Array(slice);
  for (let done = 0; done < length; done += slice) {
    const bytes = Math.min(slice, length - done);
    visit(tensor.read(offset + done, bytes, room), done);
  }
  discard(room);
}

/** The part of `room` for a result of this length, or memory of its own where none was given. */
export function roomFor(length: number, room: Uint8Array | undefined): Uint8Array {
  return room === undefined || room.byteLength < length
    ? new Uint8Array(length)
    : room.subarray(0, length);
}
