import type { Size } from '../core/geometry';
import { padRow } from './gaussian';

export interface Plane extends Size {
  readonly data: Float32Array;
}

/**
 * Blurs along the rows and hands back the transposed plane, so that two calls blur both ways.
 * Values beyond an end repeat the value at that end.
 */
export function blurRows(plane: Plane, kernel: Float32Array): Plane {
  const { width, height, data } = plane;
  const radius = (kernel.length - 1) / 2;
  const out = new Float32Array(width * height);
  const padded = new Float32Array(width + 2 * radius);
  for (let y = 0; y < height; y++) {
    padRow(padded, data.subarray(y * width, (y + 1) * width), radius);
    let changed = nextChange(padded, 0);
    for (let x = 0; x < width; x++) {
      // A window of equal values keeps its value exactly, and most of a selection is that.
      if (changed <= x) changed = nextChange(padded, x);
      if (changed >= x + kernel.length) {
        out[x * height + y] = padded[x] as number;
        continue;
      }
      let sum = 0;
      for (let k = 0; k < kernel.length; k++) {
        sum += (kernel[k] as number) * (padded[x + k] as number);
      }
      out[x * height + y] = sum;
    }
  }
  return { width: height, height: width, data: out };
}

/** The first index after `from` whose value differs from the one before it. */
function nextChange(values: Float32Array, from: number): number {
  const value = values[from];
  let i = from + 1;
  while (i < values.length && values[i] === value) i++;
  return i;
}
