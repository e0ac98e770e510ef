import type { Plane } from './blur-rows';
import { padRow } from './gaussian';

const BOXES = 3;

/**
 * Radii of the boxes that blur, one after the other, with about a Gaussian's standard deviation
 * (P. Kovesi, "Fast almost-Gaussian filtering", 2010): to a fiftieth of an edge's height from 4 pixels
 * on. Together they reach no farther than three standard deviations and one pixel.
 */
function boxRadii(sigma: number): readonly number[] {
  const variance = 12 * sigma ** 2;
  const small = Math.floor((Math.sqrt(variance / BOXES + 1) - 1) / 2);
  const width = 2 * small + 1;
  const smaller = Math.round(
    (BOXES * (width + 2) ** 2 - BOXES - variance) / ((width + 2) ** 2 - width ** 2),
  );
  return Array.from({ length: BOXES }, (_, i) => (i < smaller ? small : small + 1));
}

/**
 * Blurs along the rows and hands back the transposed plane, as `blurRows` does, about as a Gaussian of
 * this deviation would, in a time that does not depend on it.
 */
export function blurRowsByBoxes({ width, height, data }: Plane, sigma: number): Plane {
  const radii = boxRadii(sigma);
  const reach = radii.reduce((sum, radius) => sum + radius, 0);
  const out = new Float32Array(width * height);
  const padded = new Float32Array(width + 2 * reach);
  const [one, other] = [new Float64Array(padded.length), new Float64Array(padded.length)];
  for (let y = 0; y < height; y++) {
    padRow(padded, data.subarray(y * width, (y + 1) * width), reach);
    let [line, next] = [one, other];
    line.set(padded);
    let length = padded.length;
    for (const radius of radii) {
      length -= 2 * radius;
      averages(line, next, radius, length);
      [line, next] = [next, line];
    }
    for (let x = 0; x < width; x++) out[x * height + y] = line[x] as number;
  }
  return { width: height, height: width, data: out };
}

/** The averages of `length` windows that begin one after the other. */
function averages(line: Float64Array, out: Float64Array, radius: number, length: number): void {
  const window = 2 * radius + 1;
  let sum = 0;
  for (let i = 0; i < window; i++) sum += line[i] as number;
  out[0] = sum / window;
  for (let i = 1; i < length; i++) {
    sum += (line[i + window - 1] as number) - (line[i - 1] as number);
    out[i] = sum / window;
  }
}
