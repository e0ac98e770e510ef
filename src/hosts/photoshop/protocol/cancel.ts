/** What `AbortSignal` is elsewhere; the plugin's realm has no promise of that. */
export interface CancelSignal {
  readonly cancelled: boolean;
  /** `lost`: whoever asked is gone, and did not say that it should stop. */
  readonly reason: CancelReason | null;
  /** Throws an error of the name `AbortError` once cancelled. */
  throwIfCancelled(): void;
  /** At once where it is cancelled already; returns what stops listening. */
  onCancel(listener: () => void): () => void;
}

export type CancelReason = 'asked' | 'lost';

export interface Cancel {
  readonly signal: CancelSignal;
  /** Only the first call counts. */
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
