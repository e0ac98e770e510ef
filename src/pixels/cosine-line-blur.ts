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
  const window = 2 * radius + 1;
  const padded = new Float64Array(window + length + radius);
  return (line, out) => {
    padded.set(line, window);
    padded.fill(padded[window] as number, 0, window);
    padded.fill(padded[window + length - 1] as number, window + length);
    // Over equal values every cosine's sum is zero: it begins where there are no others yet.
    before.fill(0);
    here.fill(0);
    let equal = window;
    let mean = weight * window * (padded[0] as number);
    for (let x = 1 - radius, back = 0, front = window + 1; x < length; x++, back++, front++) {
      const entering = padded[front] as number;
      const change = entering - (padded[front - 1] as number);
      equal = change === 0 ? equal + 1 : 0;
      if (equal >= window) {
        if (equal === window) {
          before.fill(0);
          here.fill(0);
          mean = weight * window * entering;
        }
        if (x >= 0) out[x] = mean;
        continue;
      }
      const leaving = padded[back + 1] as number;
      const step = change - leaving + (padded[back] as number);
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
