import type { CosineKernel } from './cosine-kernel';

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
  const window = 2 * radius + 1;
  const mean = Float64Array.from(first, (value) => weight * window * value);
  const swings = terms.map((term) => {
    return { ...term, before: new Float64Array(width), here: new Float64Array(width) };
  });
  const step = new Float64Array(width);
  const sums = new Float64Array(width);
  /** How often the lines that entered were like the one before, in each block of columns. */
  const equal = new Int32Array(Math.ceil(width / COLUMNS)).fill(window);

  /** Where lines are equal all over the window, every cosine's sum is zero, and the mean stays. */
  const settle = (block: number, { entering }: WindowEnds): void => {
    const [from, to] = columnsOf(block, width);
    for (const { before, here } of swings) {
      before.fill(0, from, to);
      here.fill(0, from, to);
    }
    for (let x = from; x < to; x++) mean[x] = weight * window * (entering[x] as number);
  };

  const moves = (block: number, ends: WindowEnds): boolean => {
    const [from, to] = columnsOf(block, width);
    const count = areEqual(ends.entering, ends.last, from, to) ? (equal[block] as number) + 1 : 0;
    equal[block] = count;
    if (count === window) settle(block, ends);
    return count < window;
  };

  return (ends) => {
    const moving = runsOf(equal.length, (block) => moves(block, ends));
    for (const [first, end] of moving) {
      const [from, to] = [first * COLUMNS, Math.min(width, end * COLUMNS)];
      stepOn(ends, weight, from, to, step, mean);
    }
    sums.set(mean);
    for (const swing of swings) {
      for (const [first, end] of moving) {
        const [from, to] = [first * COLUMNS, Math.min(width, end * COLUMNS)];
        swingOn(swing.before, swing.here, swing.turn, swing.step, step, from, to, sums);
      }
      [swing.before, swing.here] = [swing.here, swing.before];
    }
    return sums;
  };
}

/** So many columns are looked at together: most of a mask is as the line above it. */
const COLUMNS = 64;

function columnsOf(block: number, width: number): readonly [number, number] {
  return [block * COLUMNS, Math.min(width, (block + 1) * COLUMNS)];
}

function areEqual(a: Float32Array, b: Float32Array, from: number, to: number): boolean {
  for (let x = from; x < to; x++) if (a[x] !== b[x]) return false;
  return true;
}

/** The first of numbers below `count` that follow one another and are all wanted, and the one after the last. */
function runsOf(
  count: number,
  isWanted: (i: number) => boolean,
): readonly (readonly [number, number])[] {
  const runs: [number, number][] = [];
  for (let i = 0; i < count; i++) {
    if (!isWanted(i)) continue;
    const last = runs.at(-1);
    if (last?.[1] === i) last[1] = i + 1;
    else runs.push([i, i + 1]);
  }
  return runs;
}

function stepOn(
  { entering, last, leaving, left }: WindowEnds,
  weight: number,
  from: number,
  to: number,
  step: Float64Array,
  mean: Float64Array,
): void {
  for (let x = from; x < to; x++) {
    const added = (entering[x] as number) - (leaving[x] as number);
    step[x] = added - (last[x] as number) + (left[x] as number);
    mean[x] = (mean[x] as number) + weight * added;
  }
}

/** Overwrites the sums before these by the next ones, and adds them to `sums`. */
function swingOn(
  before: Float64Array,
  here: Float64Array,
  turn: number,
  weight: number,
  step: Float64Array,
  from: number,
  to: number,
  sums: Float64Array,
): void {
  for (let x = from; x < to; x++) {
    const next = turn * (here[x] as number) - (before[x] as number) + weight * (step[x] as number);
    before[x] = next;
    sums[x] = (sums[x] as number) + next;
  }
}
