/** One tensor of a set, compared or not. */
export interface Row {
  readonly stage: string;
  readonly tensor: string;
  /** max|difference| ÷ standard deviation of what was expected; null: not compared. */
  readonly error: number | null;
  readonly limit: number;
  readonly ok: boolean;
  /** How a row differs from the usual comparison, or why there is none. */
  readonly note: string;
}

export type Numbers = ArrayLike<number> | ArrayLike<bigint>;

/** max|a − e| ÷ std(e); of constant tensors the difference itself. Infinite for other lengths. */
export function relativeError(actual: Numbers, expected: Numbers): number {
  if (actual.length !== expected.length) return Infinity;
  let sum = 0;
  let squares = 0;
  let worst = 0;
  for (let i = 0; i < expected.length; i++) {
    const e = Number(expected[i]);
    const difference = Math.abs(Number(actual[i]) - e);
    // A NaN on one side only must not pass.
    if (Number.isNaN(difference)) return Infinity;
    worst = Math.max(worst, difference);
    sum += e;
    squares += e * e;
  }
  const mean = sum / expected.length;
  const deviation = Math.sqrt(Math.max(0, squares / expected.length - mean * mean));
  return deviation > 0 ? worst / deviation : worst;
}

/** Share of bytes that differ, and by how much at most. */
export function byteDifference(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
): { readonly share: number; readonly worst: number } {
  if (actual.length !== expected.length) return { share: 1, worst: 255 };
  let different = 0;
  let worst = 0;
  for (let i = 0; i < expected.length; i++) {
    const difference = Math.abs((actual[i] ?? 0) - (expected[i] ?? 0));
    if (difference > 0) different++;
    worst = Math.max(worst, difference);
  }
  return { share: different / expected.length, worst };
}
