import type { Size } from '../../core/geometry';

/**
 * [3, h, w] floats in −1…1 → interleaved bytes, clipped. `round`: how to come to whole numbers; the
 * official command line tool truncates, its demos round.
 */
export function toBytes(
  data: Float32Array,
  { width, height }: Size,
  round: (value: number) => number = Math.round,
): Uint8Array {
  const plane = width * height;
  const out = new Uint8Array(3 * plane);
  for (let i = 0; i < out.length; i++) {
    const value = (data[(i % 3) * plane + Math.floor(i / 3)] ?? 0) * 127.5 + 127.5;
    out[i] = round(Math.min(255, Math.max(0, value)));
  }
  return out;
}
