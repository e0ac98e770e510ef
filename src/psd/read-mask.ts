import type { Rect } from '../core/geometry';
import { ByteReader, sizeOf } from './byte-reader';
import { damaged } from './errors';
import type { ByteRange, PsdMask } from './file';
import { takeNumbers, type Measure } from './measures';
import { MAX_SIDE } from './read-header';

const MASK_FLAGS = { disabled: 2, inverted: 4, fromVector: 8, hasParameters: 16 };
const PARAMETERS = { userDensity: 1, userFeather: 2, vectorDensity: 4, vectorFeather: 8 };
/** Bytes of the flags, default colour and rectangle of the user's own mask. */
const REAL_MASK_BYTES = 18;
/** Largest coordinate: far outside of what editors allow; sums of two stay 32-bit integers. */
const MAX_COORDINATE = 0x3fffffff;
const NOWHERE: Rect = { x: 0, y: 0, width: 0, height: 0 };

/**
 * Reads four 32-bit integers: top, left, bottom, right. A rectangle that ends before it starts, by
 * however much, is empty: editors write that for layers without pixels.
 */
export function readRect(reader: ByteReader, version: 1 | 2, what: string): Rect {
  const y = reader.i32();
  const x = reader.i32();
  const height = reader.i32() - y;
  const width = reader.i32() - x;
  const far = Math.abs(x) > MAX_COORDINATE || Math.abs(y) > MAX_COORDINATE;
  if (width <= 0 || height <= 0) return far ? NOWHERE : { ...NOWHERE, x, y };
  const limit = MAX_SIDE[version];
  if (far || width > limit || height > limit) {
    throw damaged(`the bounds of ${what} make no sense`);
  }
  return { x, y, width, height };
}

export interface ReadMask {
  /** The mask in channel −2. */
  readonly mask: PsdMask;
  /** Rectangle in channel −3: the user's own part where −2 includes a vector mask. */
  readonly realRect: Rect | null;
}

/** The mask section of a layer record; null where it is empty. */
export function readMask(bytes: Uint8Array, range: ByteRange, version: 1 | 2): ReadMask | null {
  if (sizeOf(range) === 0) return null;
  const reader = new ByteReader(bytes, range, 'a layer mask');
  const rect = readRect(reader, version, 'a mask');
  const defaultColor = reader.u8();
  const flags = reader.u8();
  let realRect: Rect | null = null;
  if (reader.left >= REAL_MASK_BYTES) {
    reader.skip(2);
    realRect = readRect(reader, version, 'a mask');
  }
  let density = 1;
  let feather = 0;
  if ((flags & MASK_FLAGS.hasParameters) !== 0 && reader.left > 0) {
    const parameters = reader.u8();
    const has = (bit: number, size: number): boolean =>
      (parameters & bit) !== 0 && reader.left >= size;
    if (has(PARAMETERS.userDensity, 1)) density = reader.u8() / 255;
    if (has(PARAMETERS.userFeather, 8)) feather = reader.f64();
  }
  const mask: PsdMask = {
    rect,
    defaultColor,
    disabled: (flags & MASK_FLAGS.disabled) !== 0,
    inverted: (flags & MASK_FLAGS.inverted) !== 0,
    fromVector: (flags & MASK_FLAGS.fromVector) !== 0,
    density,
    feather: Number.isFinite(feather) ? feather : 0,
  };
  return { mask, realRect };
}

/** The numbers of a mask section that grow with the document: rectangles and feathers. */
export function maskMeasures(reader: ByteReader): Measure[] {
  const measures = takeNumbers(reader, 'i32', 4);
  reader.skip(1);
  const flags = reader.u8();
  if (reader.left >= REAL_MASK_BYTES) {
    reader.skip(2);
    measures.push(...takeNumbers(reader, 'i32', 4));
  }
  if ((flags & MASK_FLAGS.hasParameters) === 0 || reader.left === 0) return measures;
  const parameters = reader.u8();
  const has = (bit: number): boolean => (parameters & bit) !== 0;
  if (has(PARAMETERS.userDensity)) reader.skip(1);
  if (has(PARAMETERS.userFeather)) measures.push(...takeNumbers(reader, 'f64', 1));
  if (has(PARAMETERS.vectorDensity)) reader.skip(1);
  if (has(PARAMETERS.vectorFeather)) measures.push(...takeNumbers(reader, 'f64', 1));
  return measures;
}
