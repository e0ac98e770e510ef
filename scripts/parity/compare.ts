/** One tensor of a set, compared or not. */
export interface Row {
  readonly stage: string;
  readonly tensor: string;
  /** max|difference| ÷ standard deviation of what was expected; null: not compared. */
  readonly error: number | null;
  /** The same of the root mean square, where values and not bytes are compared. */
  readonly rms?: number;
  readonly limit: number;
  readonly ok: boolean;
  /** How a row differs from the usual comparison, or why there is none. */
  readonly note: string;
}

export type Numbers = ArrayLike<number> | ArrayLike<bigint>;

/**
 * The largest and the root mean square of a − e, ÷ std(e); of constant tensors the differences
 * themselves. Infinite for other lengths.
 */
export function relativeErrors(
  actual: Numbers,
  expected: Numbers,
): { readonly max: number; readonly rms: number } {
  const unlike = { max: Infinity, rms: Infinity };
  const count = expected.length;
  if (actual.length !== count) return unlike;
  let sum = 0;
  let squares = 0;
  let worst = 0;
  let differences = 0;
  for (let i = 0; i < count; i++) {
    const e = Number(expected[i]);
    const difference = Math.abs(Number(actual[i]) - e);
    // A NaN on one side only must not pass.
    if (Number.isNaN(difference)) return unlike;
    worst = Math.max(worst, difference);
    differences += difference * difference;
    sum += e;
    squares += e * e;
  }
  const mean = sum / count;
  const deviation = Math.sqrt(Math.max(0, squares / count - mean * mean));
  const unit = deviation > 0 ? deviation : 1;
  return { max: worst / unit, rms: Math.sqrt(differences / Math.max(1, count)) / unit };
}

/** Share of bytes that differ, by how much at most, and the peak signal-to-noise ratio in dB. */
export function byteDifference(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
): { readonly share: number; readonly worst: number; readonly psnr: number } {
  if (actual.length !== expected.length) return { share: 1, worst: 255, psnr: 0 };
  let different = 0;
  let worst = 0;
  let squares = 0;
  for (let i = 0; i < expected.length; i++) {
    const difference = Math.abs((actual[i] ?? 0) - (expected[i] ?? 0));
    if (difference > 0) different++;
    worst = Math.max(worst, difference);
    squares += difference * difference;
  }
  const mean = squares / Math.max(1, expected.length);
  return {
    share: different / Math.max(1, expected.length),
    worst,
    psnr: mean === 0 ? Infinity : 10 * Math.log10(255 ** 2 / mean),
  };
}
