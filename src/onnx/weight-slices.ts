import { DTYPES } from './dtype';
import type { StoredNumbers, Upload } from './upload';

/** What is read and sent at a time: picked files answer slowly, however little is asked. */
export const SLICE_BYTES = 16 * 2 ** 20;

/** A weight that is to be made on the adapter, of which nothing is there yet. */
export interface Making {
  readonly from: StoredNumbers;
  readonly upload: Upload;
}

/** A range of a weight's stored bytes; of whole rows, an even number of them, where it is quantised. */
export interface Piece<M extends Making = Making> {
  readonly making: M;
  readonly offset: number;
  readonly byteLength: number;
  /** The weight is complete with it. */
  readonly isLast: boolean;
}

/** Pieces that are read together: some megabytes, of one large weight or of many small ones. */
export type Slice<M extends Making = Making> = readonly Piece<M>[];

/** All of the weights in slices, in their order. */
export function slicesOf<M extends Making>(
  makings: readonly M[],
  sliceBytes: number,
): readonly Slice<M>[] {
  const slices: Piece<M>[][] = [];
  let room = 0;
  for (const making of makings) {
    for (const piece of piecesOf(making, sliceBytes)) {
      if (piece.byteLength > room) {
        slices.push([]);
        room = sliceBytes;
      }
      slices.at(-1)?.push(piece);
      room -= piece.byteLength;
    }
  }
  return slices;
}

function piecesOf<M extends Making>(making: M, sliceBytes: number): readonly Piece<M>[] {
  const { byteLength } = making.from;
  const unit = unitBytes(making);
  const length = Math.max(1, Math.floor(sliceBytes / unit)) * unit;
  const count = Math.ceil(byteLength / length);
  return Array.from({ length: count }, (_, i) => ({
    making,
    offset: i * length,
    byteLength: Math.min(length, byteLength - i * length),
    isLast: i === count - 1,
  }));
}

/** Where a weight may be cut: the results of both sides have to begin in words of their own. */
function unitBytes({ from, upload }: Making): number {
  if (upload.by !== 'quantise') return 4;
  return 2 * upload.how.inputs * DTYPES[from.dtype].bytes;
}

/** How many slices are read while one is being sent. */
const AHEAD = 2;

/**
 * What `read` gives for each slice, in order, with the next two on their way. After a throw, or when
 * the caller stops, nothing more is begun.
 */
export async function* readAhead<S, T>(
  slices: readonly S[],
  read: (slice: S) => Promise<T>,
): AsyncGenerator<readonly [S, T], void, undefined> {
  const begun: Promise<T>[] = [];
  const begin = (index: number): void => {
    const slice = slices[index];
    if (slice === undefined) return;
    const reading = read(slice);
    // Whoever stops early does not wait for what was begun.
    reading.catch(() => undefined);
    begun.push(reading);
  };
  for (let index = 0; index < AHEAD; index++) begin(index);
  for (const [index, slice] of slices.entries()) {
    begin(index + AHEAD);
    const reading = begun.shift();
    if (reading === undefined) throw new TypeError('a slice that was not begun');
    yield [slice, await reading];
  }
}
