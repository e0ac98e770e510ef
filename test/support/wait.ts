const LIMIT_MS = 10_000;
const PAUSE_MS = 5;

type Seen<T> = Exclude<T, false | null | undefined>;

/** Looks until there is something to see (not false, null or undefined), and gives it; fails after ten seconds. */
export async function until<T>(look: () => T | Promise<T>, limitMs = LIMIT_MS): Promise<Seen<T>> {
  for (const end = Date.now() + limitMs; ;) {
    const seen = await look();
    if (seen !== false && seen !== null && seen !== undefined) return seen as Seen<T>;
    if (Date.now() > end) throw new Error(`not within ${limitMs} ms: ${String(look)}`);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

/** When everything has run that is ready now, with all that follows from it without waiting. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/**
 * Does something to what is under way, at a moment that only time can choose. It is no way to see that
 * something does not happen: wait for what comes after it instead.
 */
export function later(ms: number, act: () => void): void {
  setTimeout(act, ms);
}
