import { halfToSingle } from './half';

/** Values of E5M2, the upper byte of a 16-bit float. */
const E5M2 = halfToSingle(Uint16Array.from({ length: 256 }, (_, byte) => byte << 8));

/**
 * Values of E4M3: four bits of exponent with bias 7, three of mantissa; no infinities, and one NaN
 * for each sign.
 */
const E4M3 = Float32Array.from({ length: 256 }, (_, byte) => {
  const sign = byte & 0x80 ? -1 : 1;
  const exponent = (byte >> 3) & 0xf;
  const mantissa = byte & 7;
  if ((byte & 0x7f) === 0x7f) return NaN;
  if (exponent === 0) return sign * mantissa * 2 ** -9;
  return sign * (1 + mantissa / 8) * 2 ** (exponent - 7);
});

/** Converts `F8_E4M3`, which is float8_e4m3fn, into `into` of the same length. */
export function e4m3ToSingle(bytes: Uint8Array, into: Float32Array): Float32Array {
  for (let i = 0; i < bytes.length; i++) into[i] = E4M3[bytes[i] ?? 0] ?? 0;
  return into;
}

/** Converts `F8_E5M2`, into `into` of the same length. */
export function e5m2ToSingle(bytes: Uint8Array, into: Float32Array): Float32Array {
  for (let i = 0; i < bytes.length; i++) into[i] = E5M2[bytes[i] ?? 0] ?? 0;
  return into;
}
