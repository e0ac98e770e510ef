import type { Factors } from './factors';

/**
 * Adds the product of two factors to `values`, numbers of a weight [outputs, inputs] from number
 * `first` on. Sums are of 64 bits; each number is rounded once.
 */
export function addProduct(values: Float32Array, first: number, factors: Factors): void {
  const { firstRow, rows, rank, right } = factors;
  const inputs = right.length / rank;
  const end = first + values.length;
  const begin = Math.max(first, firstRow * inputs);
  const stop = Math.min(end, (firstRow + rows) * inputs);
  for (let at = begin; at < stop;) {
    const row = Math.floor(at / inputs);
    const from = at - row * inputs;
    const whole = from === 0 ? Math.floor((stop - at) / inputs) : 0;
    if (whole >= ROWS) {
      const count = whole - (whole % ROWS);
      addRows(values, at - first, factors, row - firstRow, count, inputs);
      at += count * inputs;
    } else {
      const to = Math.min(inputs, from + stop - at);
      addPart(values, at - first, factors, row - firstRow, from, to);
      at += to - from;
    }
  }
}

/** Rows whose sums are made together: each number of the other factor is loaded once for them. */
const ROWS = 4;

/** Whole rows, a multiple of four. */
function addRows(
  values: Float32Array,
  at: number,
  { rank, left, right }: Factors,
  row: number,
  count: number,
  inputs: number,
): void {
  for (let i = 0; i < count; i += ROWS) {
    const a = (row + i) * rank;
    const b = a + rank;
    const c = b + rank;
    const d = c + rank;
    let to = at + i * inputs;
    for (let column = 0; column < inputs; column++, to++) {
      const from = column * rank;
      let sumA = 0;
      let sumB = 0;
      let sumC = 0;
      let sumD = 0;
      for (let k = 0; k < rank; k++) {
        const x = right[from + k] ?? 0;
        sumA += (left[a + k] ?? 0) * x;
        sumB += (left[b + k] ?? 0) * x;
        sumC += (left[c + k] ?? 0) * x;
        sumD += (left[d + k] ?? 0) * x;
      }
      values[to] = (values[to] ?? 0) + sumA;
      values[to + inputs] = (values[to + inputs] ?? 0) + sumB;
      values[to + 2 * inputs] = (values[to + 2 * inputs] ?? 0) + sumC;
      values[to + 3 * inputs] = (values[to + 3 * inputs] ?? 0) + sumD;
    }
  }
}

/** Columns `from` to `to` of one row. */
function addPart(
  values: Float32Array,
  at: number,
  { rank, left, right }: Factors,
  row: number,
  from: number,
  to: number,
): void {
  for (let column = from; column < to; column++) {
    let sum = 0;
    for (let k = 0; k < rank; k++) {
      sum += (left[row * rank + k] ?? 0) * (right[column * rank + k] ?? 0);
    }
    const place = at + column - from;
    values[place] = (values[place] ?? 0) + sum;
  }
}
