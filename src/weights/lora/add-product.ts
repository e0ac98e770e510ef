import { nextTask } from '../../core/abort';
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

/** Products that are summed up before the thread may do other things: some ten milliseconds. */
const PRODUCTS_AT_ONCE = 2 ** 25;

/** As `addProduct`, while the thread does other things: the numbers of a slice take a second. */
export async function addProductLater(
  values: Float32Array,
  first: number,
  factors: Factors,
): Promise<void> {
  const { rank, right } = factors;
  // Whole rows where the range begins with one: their sums are made together.
  const unit = (ROWS * right.length) / rank;
  const count = Math.max(1, Math.floor(PRODUCTS_AT_ONCE / (unit * rank))) * unit;
  for (let at = 0; at < values.length; at += count) {
    if (at > 0) await nextTask();
    addProduct(values.subarray(at, at + count), first + at, factors);
  }
}

/** Rows whose sums are made together: each number of the other factor is loaded once for them. */
const ROWS = 4;

/** Whole rows, a multiple of four; two columns at a time, for the same reason. */
function addRows(
  values: Float32Array,
  at: number,
  factors: Factors,
  row: number,
  count: number,
  inputs: number,
): void {
  const pairs = inputs - (inputs % 2);
  for (let i = 0; i < count; i += ROWS) {
    addPairs(values, at + i * inputs, factors, row + i, pairs, inputs);
    if (pairs === inputs) continue;
    for (let k = 0; k < ROWS; k++) {
      addPart(values, at + (i + k) * inputs + pairs, factors, row + i + k, pairs, inputs);
    }
  }
}

/** Four rows, an even number of columns. */
function addPairs(
  values: Float32Array,
  at: number,
  { rank, left, right }: Factors,
  row: number,
  columns: number,
  inputs: number,
): void {
  const a = row * rank;
  const b = a + rank;
  const c = b + rank;
  const d = c + rank;
  for (let column = 0; column < columns; column += 2) {
    const even = column * rank;
    const odd = even + rank;
    let a0 = 0;
    let b0 = 0;
    let c0 = 0;
    let d0 = 0;
    let a1 = 0;
    let b1 = 0;
    let c1 = 0;
    let d1 = 0;
    for (let k = 0; k < rank; k++) {
      const x = right[even + k] ?? 0;
      const y = right[odd + k] ?? 0;
      const ofA = left[a + k] ?? 0;
      const ofB = left[b + k] ?? 0;
      const ofC = left[c + k] ?? 0;
      const ofD = left[d + k] ?? 0;
      a0 += ofA * x;
      b0 += ofB * x;
      c0 += ofC * x;
      d0 += ofD * x;
      a1 += ofA * y;
      b1 += ofB * y;
      c1 += ofC * y;
      d1 += ofD * y;
    }
    const to = at + column;
    addPair(values, to, a0, a1);
    addPair(values, to + inputs, b0, b1);
    addPair(values, to + 2 * inputs, c0, c1);
    addPair(values, to + 3 * inputs, d0, d1);
  }
}

function addPair(values: Float32Array, at: number, even: number, odd: number): void {
  values[at] = (values[at] ?? 0) + even;
  values[at + 1] = (values[at + 1] ?? 0) + odd;
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
