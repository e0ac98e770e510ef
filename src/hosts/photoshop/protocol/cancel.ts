/** Stands in for `AbortSignal`, which UXP does not promise in a plugin's realm. */
export interface CancelSignal {
  readonly cancelled: boolean;
  /** Why it was cancelled, null if it was not. `lost`: the page that asked is gone without cancelling. */
  readonly reason: CancelReason | null;
  /** @throws an error named `AbortError` once cancelled */
  throwIfCancelled(): void;
  /** Calls `listener` once cancelled, at once if it is already; returns the function that unsubscribes. */
  onCancel(listener: () => void): () => void;
}

export type CancelReason = 'asked' | 'lost';

export interface Cancel {
  readonly signal: CancelSignal;
  /** Cancels; only the first call counts. */
  cancel(reason?: CancelReason): void;
}

export function abortError(): Error {
  const error = new Error('The operation was aborted.');
  error.name = 'AbortError';
  return error;
}

export function createCancel(): Cancel {
  const listeners = new Set<() => void>();
  let reason: CancelReason | null = null;
  return {
    signal: {
      get cancelled() {
        return reason !== null;
      },
      get reason() {
        return reason;
      },
      throwIfCancelled() {
        if (reason !== null) throw abortError();
      },
      onCancel(listener) {
        if (reason !== null) {
          listener();
          return () => undefined;
        }
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    cancel(why = 'asked') {
      if (reason !== null) return;
      reason = why;
      const all = [...listeners];
      listeners.clear();
      for (const listener of all) listener();
    },
  };
}
