import { zlibSync } from 'fflate';
import { COMPRESSION, sampleBytes, type Plane, type PlaneShape } from './decode-plane';
import { mostPackedBytes, packRow } from './packbits';

/** 16-bit samples hardly shrink in higher levels, and take many times longer. */
const ZIP_LEVEL = 3;

/**
 * One channel of a layer as the file stores it, compression first: packed rows for 8 bit, zip with
 * prediction for 16 bit, as Photoshop does.
 */
export function encodeChannel(plane: Plane, shape: PlaneShape): Uint8Array {
  if (shape.depth === 16) return encodeZip(plane, shape.width);
  const { table, rows } = packRows(plane, shape);
  const out = new Uint8Array(2 + table.length + rows.length);
  out[1] = COMPRESSION.rle;
  out.set(table, 2);
  out.set(rows, 2 + table.length);
  return out;
}

export interface PackedPlane {
  /** Packed length of each row. */
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

/** The samples' bytes as the file orders them; a view where that is how they lie already. */
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

function encodeZip(plane: Plane, width: number): Uint8Array {
  const differences = plane.slice();
  for (let start = 0; start < plane.length; start += width) {
    for (let i = start + width - 1; i > start; i--) {
      differences[i] = (plane[i] ?? 0) - (plane[i - 1] ?? 0);
    }
  }
  const zipped = zlibSync(bigEndian(differences), { level: ZIP_LEVEL });
  const out = new Uint8Array(2 + zipped.length);
  out[1] = COMPRESSION.zipPredicted;
  out.set(zipped, 2);
  return out;
}
