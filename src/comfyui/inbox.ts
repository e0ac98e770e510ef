/** Messages that wait for their reader, in the order of their arrival. */
export interface Inbox<T> {
  put(message: T): void;
  /**
   * The next message; null: none came within `ms`.
   * @throws the signal's reason once it is aborted
   */
  next(ms: number, signal: AbortSignal): Promise<T | null>;
}

/** Most messages that wait; of a flood the oldest go. */
const MAX_WAITING = 1000;

export function createInbox<T>(): Inbox<T> {
  const waiting: T[] = [];
  let wake: (() => void) | null = null;
  return {
    put(message) {
      waiting.push(message);
      if (waiting.length > MAX_WAITING) waiting.shift();
      wake?.();
    },
    next(ms, signal) {
      return new Promise((resolve, reject) => {
        const settle = (act: () => void): void => {
          wake = null;
          clearTimeout(timer);
          signal.removeEventListener('abort', onAbort);
          act();
        };
        const give = (): void => settle(() => resolve(waiting.shift() ?? null));
        const onAbort = (): void => settle(() => reject(signal.reason as Error));
        const timer = setTimeout(give, ms);
        wake = give;
        signal.addEventListener('abort', onAbort, { once: true });
        if (signal.aborted) onAbort();
        else if (waiting.length > 0) give();
      });
    },
  };
}
