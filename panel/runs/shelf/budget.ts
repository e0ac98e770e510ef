import type { KeptSummary } from '../../store/kept';

/** How much is kept. */
export interface Budget {
  readonly results: number;
  readonly bytes: number;
}

/** In the browser's storage: some forty photographs of 12 megapixels, and not a full disk. */
export const STORED: Budget = { results: 40, bytes: 1e9 };

/** In the page's memory, where the browser refuses storage. */
export const IN_MEMORY: Budget = { results: 8, bytes: 256e6 };

type Weighed = Pick<KeptSummary, 'id' | 'bytes' | 'placed' | 'usedAtMs'>;

/** In the order in which results go: what was inserted or put aside before what still waits, oldest use first. */
export function goingFirst<T extends Weighed>(kept: readonly T[]): readonly T[] {
  const waits = ({ placed }: Weighed): number => (placed === 'waiting' ? 1 : 0);
  return [...kept].sort((a, b) => waits(a) - waits(b) || a.usedAtMs - b.usedAtMs);
}

/**
 * Ids of what has to go, none of those that are `held`. The one that goes last stays even if it alone
 * is too large.
 */
export function beyondBudget(
  kept: readonly Weighed[],
  budget: Budget,
  held: ReadonlySet<string>,
): readonly string[] {
  const order = goingFirst(kept);
  let bytes = kept.reduce((sum, one) => sum + one.bytes, 0);
  let results = kept.length;
  const gone: string[] = [];
  for (const one of order.slice(0, -1)) {
    if (results <= budget.results && bytes <= budget.bytes) break;
    if (held.has(one.id)) continue;
    gone.push(one.id);
    results--;
    bytes -= one.bytes;
  }
  return gone;
}
