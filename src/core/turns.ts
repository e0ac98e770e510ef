/** Runs one thing at a time, in the order of the calls. */
export interface Turns {
  /** Runs `work` at its turn; the next turn begins when it has ended, well or not. */
  take<T>(work: () => Promise<T>): Promise<T>;
}

export function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  return {
    take(work) {
      const result = last.then(work);
      last = result.catch(() => undefined);
      return result;
    },
  };
}
