import { createBreather, type Breathe } from '../../src/core/breathe';

/** Never ends the work. */
export const goOn: Breathe = () => Promise.resolve();

interface Pauses {
  readonly breathe: Breathe;
  /** How many the work has made. */
  readonly count: () => number;
}

/** Counts the pauses of some work, which is called off at the pause `at`, as a run is. */
export function pauses(at = Infinity): Pauses {
  const cancel = new AbortController();
  const breathe = createBreather(cancel.signal);
  let count = 0;
  return {
    breathe() {
      if (++count === at) cancel.abort();
      return breathe();
    },
    count: () => count,
  };
}

interface Looks {
  readonly signal: AbortSignal;
  /** How often it was looked at. */
  readonly count: () => number;
}

/** The signal of a run that is called off when it looks at it for the `at`th time. */
export function looks(at: number): Looks {
  const cancel = new AbortController();
  const { signal } = cancel;
  let count = 0;
  signal.throwIfAborted = () => {
    if (++count === at) cancel.abort();
    AbortSignal.prototype.throwIfAborted.call(signal);
  };
  return { signal, count: () => count };
}
