/**
 * Conversions between the 16-bit floats of weight files and 32 bits, exact upwards and rounded to
 * nearest even downwards. `Float16Array` is not in every browser the panel runs in. Results go to
 * `into` where it is given, of the same length.
 */
const scratch = new DataView(new ArrayBuffer(4));

/** Table of IEEE binary16 as bits of binary32. */
const HALF_TO_SINGLE = Uint32Array.from({ length: 0x10000 }, (_, half) => {
  const sign = (half & 0x8000) << 16;
  const exponent = (half >> 10) & 0x1f;
  const mantissa = half & 0x3ff;
  if (exponent === 0x1f) return sign | 0x7f800000 | (mantissa << 13);
  if (exponent !== 0) return sign | ((exponent + 112) << 23) | (mantissa << 13);
  scratch.setFloat32(0, mantissa * 2 ** -24);
  return sign | scratch.getUint32(0);
});

/** Converts IEEE binary16. */
export function halfToSingle(
  halves: Uint16Array,
  into: Float32Array = new Float32Array(halves.length),
): Float32Array {
  const bits = bitsOf(into);
  for (let i = 0; i < halves.length; i++) bits[i] = HALF_TO_SINGLE[halves[i] ?? 0] ?? 0;
  return into;
}

/** Converts bfloat16, the upper half of a binary32. */
export function brainToSingle(
  brains: Uint16Array,
  into: Float32Array = new Float32Array(brains.length),
): Float32Array {
  const bits = bitsOf(into);
  for (let i = 0; i < brains.length; i++) bits[i] = (brains[i] ?? 0) << 16;
  return into;
}

/** Rounds to binary16; values beyond ±65504 become infinite. */
export function singleToHalf(
  singles: Float32Array,
  into: Uint16Array = new Uint16Array(singles.length),
): Uint16Array {
  const bits = bitsOf(singles);
  for (let i = 0; i < bits.length; i++) into[i] = roundToHalf(bits[i] ?? 0);
  return into;
}

function bitsOf({ buffer, byteOffset, length }: Float32Array): Uint32Array {
  return new Uint32Array(buffer, byteOffset, length);
}

function roundToHalf(bits: number): number {
  const sign = (bits >>> 16) & 0x8000;
  const magnitude = bits & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7e00;
  // 65520 is the middle between the largest half and the next power of two.
  if (magnitude >= 0x477ff000) return sign | 0x7c00;
  if (magnitude >= 0x38800000) {
    const odd = (magnitude >>> 13) & 1;
    return sign | ((magnitude - 0x38000000 + 0xfff + odd) >>> 13);
  }
  // Subnormal halves count in steps of 2⁻²⁴; below half a step everything is zero.
  if (magnitude < 0x33000000) return sign;
  const mantissa = (magnitude & 0x7fffff) | 0x800000;
  const shift = 126 - (magnitude >>> 23);
  const kept = mantissa >>> shift;
  const rest = mantissa & ((1 << shift) - 1);
  const middle = 1 << (shift - 1);
  return sign | (kept + (rest > middle || (rest === middle && (kept & 1) === 1) ? 1 : 0));
}
