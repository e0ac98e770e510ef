import type { StoredType } from '../../src/weights/lazy-tensor';
import { singleToHalf } from '../../src/weights/half';

export interface Part {
  readonly name: string;
  readonly dtype: StoredType;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

/** A .safetensors file of these tensors, one after the other. */
export function encodeFile(parts: readonly Part[]): Uint8Array {
  let end = 0;
  const entries = parts.map(({ name, dtype, shape, bytes }) => {
    const begin = end;
    end += bytes.length;
    return [name, { dtype, shape, data_offsets: [begin, end] }] as const;
  });
  const json = new TextEncoder().encode(JSON.stringify(Object.fromEntries(entries)));
  const file = new Uint8Array(8 + json.length + end);
  new DataView(file.buffer).setBigUint64(0, BigInt(json.length), true);
  file.set(json, 8);
  let at = 8 + json.length;
  for (const { bytes } of parts) {
    file.set(bytes, at);
    at += bytes.length;
  }
  return file;
}

export type FloatName = Extract<StoredType, 'F64' | 'F32' | 'F16' | 'BF16' | 'F8_E4M3' | 'F8_E5M2'>;

export interface StoredFloats {
  readonly bytes: Uint8Array;
  /** What was stored, rounded as the type needs it. */
  readonly values: Float32Array;
}

/** Numbers in another float type; the small ones are rounded towards zero or to the nearest. */
export function storeFloats(values: Float32Array, dtype: FloatName): StoredFloats {
  switch (dtype) {
    case 'F64':
      return { values, bytes: new Uint8Array(Float64Array.from(values).buffer) };
    case 'F32':
      return { values, bytes: new Uint8Array(values.slice().buffer) };
    case 'F16':
      return { values, bytes: new Uint8Array(singleToHalf(values).slice().buffer) };
    case 'BF16': {
      const bits = new Uint32Array(values.slice().buffer).map((word) => word & 0xffff0000);
      const upper = Uint16Array.from(bits, (word) => word >>> 16);
      return { values: new Float32Array(bits.buffer), bytes: new Uint8Array(upper.buffer) };
    }
    case 'F8_E4M3':
      return nearest(values, (byte) => smallFloat(byte, 4, 3, 7));
    case 'F8_E5M2':
      return nearest(values, (byte) => smallFloat(byte, 5, 2, 15));
  }
}

/** Sign, exponent with a bias, mantissa; by the definition of such numbers. */
export function smallFloat(
  byte: number,
  exponentBits: number,
  mantissaBits: number,
  bias: number,
): number {
  const sign = byte & 0x80 ? -1 : 1;
  const exponent = (byte >> mantissaBits) & (2 ** exponentBits - 1);
  const mantissa = (byte & (2 ** mantissaBits - 1)) / 2 ** mantissaBits;
  return exponent === 0
    ? sign * mantissa * 2 ** (1 - bias)
    : sign * (1 + mantissa) * 2 ** (exponent - bias);
}

/** Magnitudes of small floats rise with their bits; 0x77 is well below infinity and NaN. */
function nearest(values: Float32Array, valueOf: (byte: number) => number): StoredFloats {
  const magnitudes = Array.from({ length: 0x78 }, (_, byte) => valueOf(byte));
  const bytes = Uint8Array.from(values, (value) => {
    const magnitude = Math.abs(value);
    let low = 0;
    let high = magnitudes.length - 1;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (magnitudes[middle]! <= magnitude) low = middle;
      else high = middle;
    }
    const isLow = magnitude - magnitudes[low]! <= magnitudes[high]! - magnitude;
    return (isLow ? low : high) | (value < 0 ? 0x80 : 0);
  });
  return { bytes, values: Float32Array.from(bytes, valueOf) };
}
