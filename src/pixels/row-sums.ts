import type { Taps } from './taps';

/** As many samples make one where a picture is enlarged by `lanczos3`. */
export const SIX = 6;

/** What a line becomes, and how. */
export interface RowPlan {
  readonly taps: number;
  readonly first: Int32Array;
  readonly weights: Float32Array;
  /** null: none is made as another one. */
  readonly phases: Phases | null;
}

/** @param length samples of a line */
export function rowPlan({ taps, first, ...of }: Taps, length: number): RowPlan {
  const weights = new Float32Array(of.weights);
  return { taps, first, weights, phases: taps === SIX ? phasesOf(first, weights, length) : null };
}

/** Writes what a line becomes. */
export function resizeRow(line: Float32Array, out: Float32Array, plan: RowPlan): void {
  const { taps, first, weights, phases } = plan;
  if (taps !== SIX) rowOfSums(line, out, plan);
  else if (phases === null) rowOfSixes(line, out, first, weights, 0, out.length);
  else {
    const { factor, from, to } = phases;
    rowOfSixes(line, out, first, weights, 0, from);
    for (let x = from; x < from + factor; x++) {
      phaseOfSixes(line, first[x] as number, out, x, to, factor, weights);
    }
    rowOfSixes(line, out, first, weights, to, out.length);
  }
}

function rowOfSums(line: Float32Array, out: Float32Array, { taps, first, weights }: RowPlan): void {
  const fours = taps - (taps % 4);
  for (let x = 0, w = 0; x < out.length; x++) {
    let i = first[x] as number;
    let sum = 0;
    const end = w + fours;
    for (; w < end; w += 4, i += 4) {
      sum =
        sum +
        (line[i] as number) * (weights[w] as number) +
        (line[i + 1] as number) * (weights[w + 1] as number) +
        (line[i + 2] as number) * (weights[w + 2] as number) +
        (line[i + 3] as number) * (weights[w + 3] as number);
    }
    for (let k = fours; k < taps; k++) sum += (line[i++] as number) * (weights[w++] as number);
    out[x] = sum;
  }
}

/** The same without the inner loops, which take as long as the sums. */
function rowOfSixes(
  line: Float32Array,
  out: Float32Array,
  first: Int32Array,
  weights: Float32Array,
  from: number,
  to: number,
): void {
  const end = to | 0;
  for (let x = from | 0, w = x * SIX; x < end; x++, w += SIX) {
    const i = first[x] as number;
    out[x] =
      (line[i] as number) * (weights[w] as number) +
      (line[i + 1] as number) * (weights[w + 1] as number) +
      (line[i + 2] as number) * (weights[w + 2] as number) +
      (line[i + 3] as number) * (weights[w + 3] as number) +
      (line[i + 4] as number) * (weights[w + 4] as number) +
      (line[i + 5] as number) * (weights[w + 5] as number);
  }
}

/** Samples `from` to `to` of those that a line becomes. */
export interface Phases {
  /** Each is made as the one so many before it, of what is one sample before. */
  readonly factor: number;
  readonly from: number;
  readonly to: number;
}

/** Where a line becomes a whole number of times as long; null: it does not, or is all edge. */
function phasesOf(first: Int32Array, weights: Float32Array, length: number): Phases | null {
  const factor = first.length / length;
  const edge = (factor * SIX) / 2;
  if (!Number.isInteger(factor) || 2 * edge + factor > first.length) return null;
  const [from, to] = [edge, first.length - edge];
  for (let x = from + factor; x < to; x++) {
    if (first[x] !== (first[x - factor] as number) + 1) return null;
    for (let w = x * SIX; w < (x + 1) * SIX; w++) {
      if (weights[w] !== weights[w - factor * SIX]) return null;
    }
  }
  return { factor, from, to };
}

/** Every `factor`th sample: their weights and all but one of the line's come from the one before. The bits are those of `rowOfSixes`. */
function phaseOfSixes(
  line: Float32Array,
  start: number,
  out: Float32Array,
  from: number,
  to: number,
  factor: number,
  weights: Float32Array,
): void {
  const at = from * SIX;
  const wa = weights[at] as number;
  const wb = weights[at + 1] as number;
  const wc = weights[at + 2] as number;
  const wd = weights[at + 3] as number;
  const we = weights[at + 4] as number;
  const wf = weights[at + 5] as number;
  let a = line[start] as number;
  let b = line[start + 1] as number;
  let c = line[start + 2] as number;
  let d = line[start + 3] as number;
  let e = line[start + 4] as number;
  // Whole numbers may come as fractions: indexes must not be.
  const end = to | 0;
  const step = factor | 0;
  for (let x = from | 0, i = (start | 0) + 5; x < end; x += step, i++) {
    const f = line[i] as number;
    out[x] = a * wa + b * wb + c * wc + d * wd + e * we + f * wf;
    a = b;
    b = c;
    c = d;
    d = e;
    e = f;
  }
}
