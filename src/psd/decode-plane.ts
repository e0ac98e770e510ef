import type { RowSpan } from '../core/geometry';
import type { Depth } from '../core/image';
import { Unzlib } from 'fflate';
import { damaged, tooLarge } from './errors';
import type { ByteRange } from './file';
import { leastPackedBytes, unpackRow } from './packbits';

/** Samples of one channel, row by row. */
export type Plane = Uint8Array | Uint16Array;

export const COMPRESSION = { raw: 0, rle: 1, zip: 2, zipPredicted: 3 } as const;

export interface PlaneShape {
  readonly width: number;
  readonly height: number;
  readonly depth: Depth;
  /** Whether the format is the large one: 4 bytes for the length of a row instead of 2. */
  readonly large: boolean;
}

/** Largest typed array, bytes; larger ones fail in some browsers. */
const MAX_BYTES = 2 ** 31 - 1;
/** Largest ratio by which deflate can shrink. */
const MAX_DEFLATE_RATIO = 1032;
const ZIP_PIECE_BYTES = 1 << 16;

export function sampleBytes(depth: Depth): 1 | 2 {
  return depth === 8 ? 1 : 2;
}

/**
 * Refuses an allocation that is too large.
 * @throws FileError `psd-too-large` where `count` bytes are more than one buffer may take
 */
export function checkAllocation(count: number, what: string): void {
  if (count > MAX_BYTES) throw tooLarge(`${what} would need ${Math.round(count / 2 ** 20)} MB`);
}

/**
 * Checks that `data` (compression and samples of a channel) can hold such a plane, so that a small
 * damaged file never leads to a large allocation.
 *
 * @throws FileError `psd-damaged`, `psd-too-large`
 */
export function checkPlane(bytes: Uint8Array, data: ByteRange, shape: PlaneShape): void {
  const rowBytes = shape.width * sampleBytes(shape.depth);
  const total = rowBytes * shape.height;
  if (total === 0) return;
  checkAllocation(total, 'a channel');
  const available = data.end - data.start - 2;
  if (available < leastBytes(compressionOf(bytes, data), shape, rowBytes, total)) {
    throw damaged('a channel is shorter than its layer');
  }
}

function leastBytes(compression: number, shape: PlaneShape, rowBytes: number, total: number) {
  if (compression === COMPRESSION.raw) return total;
  if (compression === COMPRESSION.rle) {
    return shape.height * ((shape.large ? 4 : 2) + leastPackedBytes(rowBytes));
  }
  return total / MAX_DEFLATE_RATIO;
}

/** @throws FileError `psd-damaged` for a channel without a known compression */
export function compressionOf(bytes: Uint8Array, data: ByteRange): number {
  if (data.end - data.start < 2) throw damaged('a channel is empty');
  const compression = ((bytes[data.start] ?? 0) << 8) | (bytes[data.start + 1] ?? 0);
  if (compression > COMPRESSION.zipPredicted)
    throw damaged('a channel is packed in an unknown way');
  return compression;
}

/**
 * Decodes rows (default: all) of one channel of a layer.
 * @throws FileError `psd-damaged`, `psd-too-large`
 */
export function decodePlane(
  bytes: Uint8Array,
  data: ByteRange,
  shape: PlaneShape,
  rows: RowSpan = { first: 0, count: shape.height },
): Plane {
  checkPlane(bytes, data, shape);
  const { width, height, depth, large } = shape;
  const rowBytes = width * sampleBytes(depth);
  const body = { start: data.start + 2, end: data.end };
  const compression = compressionOf(bytes, data);
  if (compression === COMPRESSION.raw) return readRaw(bytes, body.start, width, rows, depth);
  if (compression === COMPRESSION.rle) {
    const layout = { bytes, body, large, rowBytes, rowCount: height };
    return samplesOf(unpackRows(layout, rows), depth);
  }
  const plane = inflatePlane(bytes.subarray(body.start, body.end), shape);
  if (compression === COMPRESSION.zipPredicted) undoPrediction(plane, width);
  return plane.subarray(rows.first * width, (rows.first + rows.count) * width);
}

/** Reads uncompressed rows from `start` on. */
export function readRaw(
  bytes: Uint8Array,
  start: number,
  width: number,
  rows: RowSpan,
  depth: Depth,
): Plane {
  const rowBytes = width * sampleBytes(depth);
  const from = start + rows.first * rowBytes;
  return samplesOf(bytes.slice(from, from + rows.count * rowBytes), depth);
}

export interface PackedRows {
  readonly bytes: Uint8Array;
  /** Bytes of the table of row lengths and of the packed rows. */
  readonly body: ByteRange;
  readonly large: boolean;
  readonly rowBytes: number;
  /** Number of rows in the table. */
  readonly rowCount: number;
}

/** Bytes of the rows `rows` of a table of packed rows. */
export function unpackRows(packed: PackedRows, rows: RowSpan): Uint8Array {
  const { bytes, body, large, rowBytes, rowCount } = packed;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entry = large ? 4 : 2;
  let at = body.start + rowCount * entry;
  if (at > body.end) throw damaged('a channel has no room for its rows');
  const out = new Uint8Array(rows.count * rowBytes);
  for (let row = 0; row < rows.first + rows.count; row++) {
    const place = body.start + row * entry;
    const end = at + (large ? view.getUint32(place) : view.getUint16(place));
    if (end > body.end) throw damaged('a row ends outside its channel');
    const to = row - rows.first;
    if (to >= 0 && !unpackRow(bytes, at, end, out, to * rowBytes, rowBytes)) {
      throw damaged('a packed row has the wrong length');
    }
    at = end;
  }
  return out;
}

/** Samples of bytes at offset 0 of their buffer; 16-bit samples are swapped in place. */
export function samplesOf(bytes: Uint8Array, depth: Depth): Plane {
  if (depth === 8) return bytes;
  const samples = new Uint16Array(bytes.buffer, 0, bytes.length >> 1);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < samples.length; i++) samples[i] = view.getUint16(i * 2);
  return samples;
}

function inflatePlane(packed: Uint8Array, { width, height, depth }: PlaneShape): Plane {
  const out = new Uint8Array(width * height * sampleBytes(depth));
  let filled = 0;
  // Piece by piece, so that a stream which inflates to more than announced ends at once.
  const inflater = new Unzlib((piece) => {
    if (filled + piece.length > out.length) throw damaged('a zipped channel is too long');
    out.set(piece, filled);
    filled += piece.length;
  });
  try {
    for (let at = 0; at < packed.length && filled < out.length; at += ZIP_PIECE_BYTES) {
      inflater.push(packed.subarray(at, at + ZIP_PIECE_BYTES));
    }
  } catch (error) {
    throw damaged(
      `a zipped channel cannot be read (${error instanceof Error ? error.message : ''})`,
    );
  }
  if (filled < out.length) throw damaged('a zipped channel is too short');
  return samplesOf(out, depth);
}

/** Undoes the prediction: a sample is its difference to the left neighbour, modulo its range. */
function undoPrediction(plane: Plane, width: number): void {
  for (let start = 0; start < plane.length; start += width) {
    for (let i = start + 1; i < start + width; i++) {
      plane[i] = (plane[i] ?? 0) + (plane[i - 1] ?? 0);
    }
  }
}
