/** Messages that wait for their reader, in the order of their arrival. */
export interface Inbox<T> {
  /** `weight`: about how many bytes it holds. */
  put(message: T, weight: number): void;
  /**
   * The next message; null: none came within `ms`.
   * @throws the signal's reason once it is aborted
   */
  next(ms: number, signal: AbortSignal): Promise<T | null>;
}

/** Most messages that wait, and most that they weigh but for the newest; of a flood the oldest go. */
const MAX_WAITING = 1000;
const MAX_WEIGHT = 16 * 2 ** 20;

export function createInbox<T>(): Inbox<T> {
  const waiting: { readonly message: T; readonly weight: number }[] = [];
  let held = 0;
  const take = (): T | null => {
    const first = waiting.shift();
    held -= first?.weight ?? 0;
    return first?.message ?? null;
  };
  let wake: (() => void) | null = null;
  return {
    put(message, weight) {
      waiting.push({ message, weight });
      held += weight;
      while (waiting.length > MAX_WAITING || (held > MAX_WEIGHT && waiting.length > 1)) take();
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
        const give = (): void => settle(() => resolve(take()));
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
