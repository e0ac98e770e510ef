const LIMIT_MS = 10_000;
const PAUSE_MS = 20;

/** Reads until it is what is expected: a page answers to a click when its turn comes. */
export async function eventually<T>(read: () => Promise<T>, expected: T): Promise<void> {
  const end = Date.now() + LIMIT_MS;
  for (;;) {
    const seen = await read();
    if (JSON.stringify(seen) === JSON.stringify(expected) || Date.now() > end) {
      expect(seen).toEqual(expected);
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}
