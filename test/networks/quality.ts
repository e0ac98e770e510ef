import type { Rgb8 } from './pillow';

/** Pixels at the edges that are left out. */
const BORDER = 4;

/** RGB peak signal-to-noise ratio, dB. */
export function psnr(a: Rgb8, b: Rgb8): number {
  let sum = 0;
  let count = 0;
  for (let y = BORDER; y < a.height - BORDER; y++) {
    for (let i = 3 * (y * a.width + BORDER); i < 3 * (y * a.width + a.width - BORDER); i++) {
      sum += (a.data[i]! - b.data[i]!) ** 2;
      count++;
    }
  }
  return 10 * Math.log10(255 ** 2 / (sum / count));
}

/** Mean structural similarity of the luma, window: Gaussian of standard deviation 1.5, 11 × 11. */
export function ssim(a: Rgb8, b: Rgb8): number {
  const [lumaA, lumaB] = [luma(a), luma(b)];
  const blurred = (values: Float64Array): Float64Array => gaussian(values, a.width, a.height);
  const product = (p: Float64Array, q: Float64Array): Float64Array => p.map((v, i) => v * q[i]!);
  const [meanA, meanB] = [blurred(lumaA), blurred(lumaB)];
  const squareA = blurred(product(lumaA, lumaA));
  const squareB = blurred(product(lumaB, lumaB));
  const both = blurred(product(lumaA, lumaB));
  const [c1, c2] = [(0.01 * 255) ** 2, (0.03 * 255) ** 2];
  let sum = 0;
  let count = 0;
  for (let y = BORDER; y < a.height - BORDER; y++) {
    for (let x = BORDER; x < a.width - BORDER; x++) {
      const i = y * a.width + x;
      const [p, q] = [meanA[i]!, meanB[i]!];
      const variances = squareA[i]! - p * p + squareB[i]! - q * q;
      const covariance = both[i]! - p * q;
      sum += ((2 * p * q + c1) * (2 * covariance + c2)) / ((p * p + q * q + c1) * (variances + c2));
      count++;
    }
  }
  return sum / count;
}

function luma({ width, height, data }: Rgb8): Float64Array {
  return Float64Array.from({ length: width * height }, (_, i) => {
    const [r, g, b] = data.subarray(3 * i, 3 * i + 3) as unknown as [number, number, number];
    return 0.299 * r + 0.587 * g + 0.114 * b;
  });
}

const WINDOW = normalised(
  Array.from({ length: 11 }, (_, i) => Math.exp(-((i - 5) ** 2) / (2 * 1.5 ** 2))),
);

function normalised(weights: number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / sum);
}

/** Edges are mirrored. */
function gaussian(values: Float64Array, width: number, height: number): Float64Array {
  const mirrored = (i: number, size: number): number =>
    i < 0 ? -i - 1 : i >= size ? 2 * size - 1 - i : i;
  const pass = (from: Float64Array, along: 'x' | 'y'): Float64Array =>
    from.map((_, i) => {
      const [x, y] = [i % width, Math.floor(i / width)];
      return WINDOW.reduce((sum, weight, k) => {
        const at =
          along === 'x'
            ? y * width + mirrored(x + k - 5, width)
            : mirrored(y + k - 5, height) * width + x;
        return sum + weight * from[at]!;
      }, 0);
    });
  return pass(pass(values, 'x'), 'y');
}
