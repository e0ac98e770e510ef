/** Longest that any step of a client takes, milliseconds; more than it has passed in sleep. */
const LONGEST_STEP_MS = 60_000;

/**
 * Counts time in which this computer was awake, milliseconds, from the first call on. A laptop that
 * wakes up finds that hours have passed, and needs some seconds before its network is back.
 */
export function createWakingTime(now: () => number = () => performance.now()): () => number {
  let last: number | null = null;
  let sum = 0;
  return () => {
    const at = now();
    sum += Math.min(LONGEST_STEP_MS, Math.max(0, at - (last ?? at)));
    last = at;
    return sum;
  };
}
