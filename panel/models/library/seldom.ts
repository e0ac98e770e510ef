/** Shortest time between two reports of progress, milliseconds. */
const REPORT_MS = 100;

/**
 * Reports now and then instead of every time; the last value is always reported, if late. `told`: what
 * of a value is reported at once when it changes.
 */
export function seldom<T>(
  report: (value: T) => void,
  told: (value: T) => unknown = () => null,
): (value: T) => void {
  let readyAtMs = -Infinity;
  let last: unknown = null;
  let waiting: { readonly value: T } | null = null;
  const send = (value: T): void => {
    waiting = null;
    last = told(value);
    readyAtMs = performance.now() + REPORT_MS;
    report(value);
  };
  return (value) => {
    const left = readyAtMs - performance.now();
    if (left <= 0 || told(value) !== last) {
      send(value);
      return;
    }
    if (waiting === null) {
      setTimeout(() => {
        if (waiting !== null) send(waiting.value);
      }, left);
    }
    waiting = { value };
  };
}
