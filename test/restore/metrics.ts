import type { Image8 } from '../../src/core/image';

/** RGB peak signal-to-noise ratio, dB, without the outermost `border` pixels. */
export function psnr(a: Image8, b: Image8, border: number): number {
  let sum = 0;
  let count = 0;
  for (let y = border; y < a.height - border; y++) {
    for (let x = border; x < a.width - border; x++) {
      for (let c = 0; c < 3; c++) {
        const i = (y * a.width + x) * 4 + c;
        sum += (a.data[i]! - b.data[i]!) ** 2;
        count++;
      }
    }
  }
  return 10 * Math.log10((255 * 255 * count) / sum);
}

/** Looking up a global is slow in jest's realm. */
const { floor, max, min } = Math;

const SIGMA = 1.5;
const RADIUS = 5;
const C1 = (0.01 * 255) ** 2;
const C2 = (0.03 * 255) ** 2;

/** Mean structural similarity of the lumas, Gaussian window of sigma 1.5 (Wang et al., 2004). */
export function ssim(a: Image8, b: Image8, border: number): number {
  const { width, height } = a;
  const x = luma(a);
  const y = luma(b);
  const blurred = (f: (i: number) => number): Float64Array =>
    blur(
      Float64Array.from({ length: width * height }, (_, i) => f(i)),
      width,
      height,
    );
  const mx = blurred((i) => x[i]!);
  const my = blurred((i) => y[i]!);
  const xx = blurred((i) => x[i]! ** 2);
  const yy = blurred((i) => y[i]! ** 2);
  const xy = blurred((i) => x[i]! * y[i]!);
  let sum = 0;
  let count = 0;
  for (let row = border; row < height - border; row++) {
    for (let column = border; column < width - border; column++) {
      const i = row * width + column;
      const means = mx[i]! * my[i]!;
      const squares = mx[i]! ** 2 + my[i]! ** 2;
      const variances = xx[i]! + yy[i]! - squares;
      sum += ((2 * means + C1) * (2 * (xy[i]! - means) + C2)) / ((squares + C1) * (variances + C2));
      count++;
    }
  }
  return sum / count;
}

function luma({ width, height, data }: Image8): Float64Array {
  const out = new Float64Array(width * height);
  for (let i = 0, p = 0; i < out.length; i++, p += 4) {
    out[i] = 0.299 * data[p]! + 0.587 * data[p + 1]! + 0.114 * data[p + 2]!;
  }
  return out;
}

function blur(values: Float64Array, width: number, height: number): Float64Array {
  const rows = blurAlong(values, 1, width, (i) => i % width);
  return blurAlong(rows, width, height, (i) => floor(i / width));
}

function blurAlong(
  from: Float64Array,
  step: number,
  length: number,
  positionOf: (i: number) => number,
): Float64Array {
  const weights = Float64Array.from({ length: 2 * RADIUS + 1 }, (_, i) =>
    Math.exp(-((i - RADIUS) ** 2) / (2 * SIGMA * SIGMA)),
  );
  const total = weights.reduce((s, w) => s + w, 0);
  const out = new Float64Array(from.length);
  for (let i = 0; i < from.length; i++) {
    const position = positionOf(i);
    let sum = 0;
    for (let k = 0; k < weights.length; k++) {
      const p = min(length - 1, max(0, position + k - RADIUS));
      sum += weights[k]! * from[i + (p - position) * step]!;
    }
    out[i] = sum / total;
  }
  return out;
}
