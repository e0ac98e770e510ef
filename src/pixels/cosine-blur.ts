import type { CosineKernel } from './cosine-kernel';

/** Blurs one line after the other of the same length; beyond its ends a line goes on with its end values. */
export function createLineBlur(
  length: number,
  { radius, mean: weight, terms }: CosineKernel,
): (line: Uint8Array, out: Float32Array) => void {
  const turns = Float64Array.from(terms, ({ turn }) => turn);
  const steps = Float64Array.from(terms, ({ step }) => step);
  const before = new Float64Array(terms.length);
  const here = new Float64Array(terms.length);
  const left = 2 * radius + 1;
  const padded = new Float64Array(left + length + radius);
  return (line, out) => {
    padded.set(line, left);
    padded.fill(padded[left] as number, 0, left);
    padded.fill(padded[left + length - 1] as number, left + length);
    // Over equal values every cosine's sum is zero: it begins where there are no others yet.
    before.fill(0);
    here.fill(0);
    let mean = weight * (2 * radius + 1) * (padded[0] as number);
    for (let x = 1 - radius, back = 0, front = left + 1; x < length; x++, back++, front++) {
      const entering = padded[front] as number;
      const leaving = padded[back + 1] as number;
      const step = entering - (padded[front - 1] as number) - leaving + (padded[back] as number);
      mean += weight * (entering - leaving);
      let sum = mean;
      for (let k = 0; k < turns.length; k++) {
        const was = here[k] as number;
        const next =
          (turns[k] as number) * was - (before[k] as number) + (steps[k] as number) * step;
        before[k] = was;
        here[k] = next;
        sum += next;
      }
      if (x >= 0) out[x] = sum;
    }
  };
}

/** Lines at the ends of a window: the one that enters it and the one before; the one that leaves it and the one before. */
export interface WindowEnds {
  readonly entering: Float32Array;
  readonly last: Float32Array;
  readonly leaving: Float32Array;
  readonly left: Float32Array;
}

/**
 * Blurs across lines: each call moves the window on by one, from where there is only the `first` line in it. Gives the
 * blurred line in its middle, which the next call overwrites.
 */
export function createAcrossBlur(
  first: Float32Array,
  { radius, mean: weight, terms }: CosineKernel,
): (ends: WindowEnds) => Float64Array {
  const { length: width } = first;
  const mean = Float64Array.from(first, (value) => weight * (2 * radius + 1) * value);
  const swings = terms.map((term) => {
    return { ...term, before: new Float64Array(width), here: new Float64Array(width) };
  });
  const step = new Float64Array(width);
  const sums = new Float64Array(width);
  return ({ entering, last, leaving, left }) => {
    for (let x = 0; x < width; x++) {
      const added = (entering[x] as number) - (leaving[x] as number);
      step[x] = added - (last[x] as number) + (left[x] as number);
      mean[x] = (mean[x] as number) + weight * added;
    }
    sums.set(mean);
    for (const swing of swings) {
      swingOn(swing.before, swing.here, swing.turn, swing.step, step, sums);
      [swing.before, swing.here] = [swing.here, swing.before];
    }
    return sums;
  };
}

/** Overwrites the sums before these by the next ones, and adds them to `sums`. */
function swingOn(
  before: Float64Array,
  here: Float64Array,
  turn: number,
  weight: number,
  step: Float64Array,
  sums: Float64Array,
): void {
  for (let x = 0; x < sums.length; x++) {
    const next = turn * (here[x] as number) - (before[x] as number) + weight * (step[x] as number);
    before[x] = next;
    sums[x] = (sums[x] as number) + next;
  }
}
