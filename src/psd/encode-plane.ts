import { Zlib } from 'fflate';
import { COMPRESSION, sampleBytes, type Plane, type PlaneShape } from './decode-plane';
import { mostPackedBytes, packRow } from './packbits';
import { concatBytes } from './splice';

/** Level of deflate: 16-bit samples hardly shrink in higher ones, which take many times longer. */
const ZIP_LEVEL = 3;

/** Takes the rows of a channel in bands. */
export interface ChannelEncoder {
  add(rows: Plane): void;
  /** Compression and data, as the file stores them. */
  done(): Uint8Array;
}

/**
 * Encodes a channel of a layer: packed rows for 8 bit, zip with prediction for 16 bit, as Photoshop
 * does. `shape.height` is not needed beforehand.
 */
export function channelEncoder(shape: Omit<PlaneShape, 'height'>): ChannelEncoder {
  return shape.depth === 8 ? rowPacker(shape) : zipper(shape.width);
}

export function encodeChannel(plane: Plane, shape: PlaneShape): Uint8Array {
  const encoder = channelEncoder(shape);
  encoder.add(plane);
  return encoder.done();
}

function rowPacker(shape: Omit<PlaneShape, 'height'>): ChannelEncoder {
  const bands: PackedPlane[] = [];
  return {
    add: (rows) => bands.push(packRows(rows, { ...shape, height: rows.length / shape.width })),
    done: () =>
      concatBytes([
        new Uint8Array([0, COMPRESSION.rle]),
        ...bands.map(({ table }) => table),
        ...bands.map(({ rows }) => rows),
      ]),
  };
}

function zipper(width: number): ChannelEncoder {
  const pieces: Uint8Array[] = [new Uint8Array([0, COMPRESSION.zipPredicted])];
  const zlib = new Zlib({ level: ZIP_LEVEL }, (piece) => pieces.push(piece));
  return {
    add: (rows) => zlib.push(bigEndian(predict(rows, width))),
    done: () => {
      zlib.push(new Uint8Array(0), true);
      return concatBytes(pieces);
    },
  };
}

export interface PackedPlane {
  /** Table of the packed length of each row. */
  readonly table: Uint8Array;
  readonly rows: Uint8Array;
}

export function packRows(plane: Plane, { width, height, depth, large }: PlaneShape): PackedPlane {
  const rowBytes = width * sampleBytes(depth);
  const source = bigEndian(plane);
  const entry = large ? 4 : 2;
  const table = new Uint8Array(height * entry);
  const view = new DataView(table.buffer);
  const rows = new Uint8Array(height * mostPackedBytes(rowBytes));
  let at = 0;
  for (let row = 0; row < height; row++) {
    const end = packRow(source, row * rowBytes, rowBytes, rows, at);
    if (large) view.setUint32(row * entry, end - at);
    else view.setUint16(row * entry, end - at);
    at = end;
  }
  return { table, rows: rows.slice(0, at) };
}

/** The samples' bytes in the file's order; a view where they are in that order already. */
export function bigEndian(plane: Plane): Uint8Array {
  if (plane instanceof Uint8Array) return plane;
  const bytes = new Uint8Array(plane.length * 2);
  for (let i = 0; i < plane.length; i++) {
    const value = plane[i] ?? 0;
    bytes[i * 2] = value >> 8;
    bytes[i * 2 + 1] = value & 255;
  }
  return bytes;
}

/** Each sample as the difference to its left neighbour, modulo the sample's range. */
function predict(rows: Plane, width: number): Plane {
  const differences = rows.slice();
  for (let start = 0; start < rows.length; start += width) {
    for (let i = start + width - 1; i > start; i--) {
      differences[i] = (rows[i] ?? 0) - (rows[i - 1] ?? 0);
    }
  }
  return differences;
}
