import { WAVELET_LEVELS } from '../../pixels/wavelet';
import type { Rows } from './blur-steps';
import { addExpandedRow, type GridRows } from './expand';
import { FINEST_LEVEL, HALVINGS, type Pyramid } from './pyramid';

/** The coarse levels of an original at the size of its result, and those of the result. */
export interface CoarsePair {
  readonly plain: Pyramid;
  readonly result: Pyramid;
}

/** What is added up of a channel. */
export interface CoarseSum {
  readonly channel: number;
  /** Shares of the difference between original and result in each of the wavelets' levels; those below `FINEST_LEVEL` do not count. */
  readonly shares: readonly number[];
  /** The result's values are taken so many times. */
  readonly ofResult: number;
}

/** Rows of the sum that are needed for the rows `rows` of the picture, on the pyramid's finest grid, in steps; null: nothing has a share. */
export function coarseRows(pair: CoarsePair, sum: CoarseSum, rows: Rows): GridRows | null {
  return onGrid(pair, sum, 1, rows);
}

/** @param rows of the grid that is twice as fine */
function onGrid(pair: CoarsePair, sum: CoarseSum, halvings: number, rows: Rows): GridRows | null {
  const indexes = HALVINGS.flatMap((each, i) => (each === halvings ? [i] : []));
  const level = pair.plain[sum.channel]?.[indexes[0] ?? HALVINGS.length];
  if (level === undefined) return null;
  const { width, height } = level;
  // An expanded row looks at one grid point before it, and two after it.
  const from = Math.max(0, (rows.from >> 1) - 1);
  const to = Math.min(height, (rows.to >> 1) + 3);
  const coarser = onGrid(pair, sum, halvings + 1, { from, to });
  const shared = indexes.filter((i) => shareOf(sum, i) !== 0);
  if (coarser === null && shared.length === 0) return null;
  const values = new Float32Array(width * (to - from));
  for (const i of shared) {
    const [plain, result] = [pair.plain, pair.result].map((of) => of[sum.channel]?.[i]?.values);
    if (plain === undefined || result === undefined) continue;
    addDifference(plain, result, from * width, sum.ofResult, shareOf(sum, i), values);
  }
  if (coarser !== null) {
    for (let y = from; y < to; y++) {
      const at = (y - from) * width;
      addExpandedRow(coarser, y, 1, values.subarray(at, at + width));
    }
  }
  return { width, height, from, values };
}

/** @param index in the pyramid */
function shareOf({ shares }: CoarseSum, index: number): number {
  return shares[index + FINEST_LEVEL - 1] ?? 0;
}

/** All of the shares that `coarseRows` adds up. */
export function coarseShare(shares: readonly number[]): number {
  return shares.slice(FINEST_LEVEL - 1, WAVELET_LEVELS).reduce((sum, share) => sum + share, 0);
}

function addDifference(
  plain: Int16Array,
  result: Int16Array,
  from: number,
  ofResult: number,
  share: number,
  out: Float32Array,
): void {
  for (let i = 0, at = from | 0; i < out.length; i++, at++) {
    const difference = (plain[at] as number) - ofResult * (result[at] as number);
    out[i] = (out[i] as number) + share * difference;
  }
}
