import type { Size } from '../../src/core/geometry';

/** 8-bit RGB, three values a pixel. */
export interface Rgb8 extends Size {
  readonly data: Uint8ClampedArray;
}

/**
 * Pillow's `Image.resize(size, BICUBIC)` for 8-bit pictures, bit for bit: 22-bit fixed-point
 * weights, columns first, rounded to 8 bits between the two passes.
 */
export function pillowBicubic(source: Rgb8, size: Size): Rgb8 {
  return transpose(resizeRows(transpose(resizeRows(source, size.width)), size.height));
}

const PRECISION_BITS = 22;
const SUPPORT = 2;

function resizeRows(source: Rgb8, width: number): Rgb8 {
  const data = new Uint8ClampedArray(3 * width * source.height);
  const scale = source.width / width;
  const stretch = Math.max(1, scale);
  for (let x = 0; x < width; x++) {
    const centre = (x + 0.5) * scale;
    const first = Math.max(0, Math.trunc(centre - SUPPORT * stretch + 0.5));
    const end = Math.min(source.width, Math.trunc(centre + SUPPORT * stretch + 0.5));
    const weights = fixedWeights(first, end, centre, stretch);
    for (let y = 0; y < source.height; y++) {
      for (let c = 0; c < 3; c++) {
        let sum = 1 << (PRECISION_BITS - 1);
        weights.forEach((weight, k) => {
          sum += weight * source.data[3 * (y * source.width + first + k) + c]!;
        });
        data[3 * (y * width + x) + c] = sum >> PRECISION_BITS;
      }
    }
  }
  return { width, height: source.height, data };
}

function fixedWeights(first: number, end: number, centre: number, stretch: number): number[] {
  const weights = Array.from({ length: end - first }, (_, k) =>
    cubic((first + k - centre + 0.5) / stretch),
  );
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => {
    const fixed = (weight / sum) * 2 ** PRECISION_BITS;
    return Math.trunc(fixed < 0 ? fixed - 0.5 : fixed + 0.5);
  });
}

/** Keys' cubic with a = −1/2. */
function cubic(x: number): number {
  const t = Math.abs(x);
  if (t < 1) return (1.5 * t - 2.5) * t * t + 1;
  if (t < 2) return ((-0.5 * t + 2.5) * t - 4) * t + 2;
  return 0;
}

function transpose({ width, height, data }: Rgb8): Rgb8 {
  const turned = new Uint8ClampedArray(data.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let c = 0; c < 3; c++) turned[3 * (x * height + y) + c] = data[3 * (y * width + x) + c]!;
    }
  }
  return { width: height, height: width, data: turned };
}
