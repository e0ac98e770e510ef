/** What `AbortSignal` is elsewhere; the plugin's realm has no promise of that. */
export interface CancelSignal {
  readonly cancelled: boolean;
  /** Throws an error of the name `AbortError` once cancelled. */
  throwIfCancelled(): void;
  /** At once where it is cancelled already; returns what stops listening. */
  onCancel(listener: () => void): () => void;
}

export interface Cancel {
  readonly signal: CancelSignal;
  /** Only the first call counts. */
  cancel(): void;
}

export function abortError(): Error {
  const error = new Error('The operation was aborted.');
  error.name = 'AbortError';
  return error;
}

export function createCancel(): Cancel {
  const listeners = new Set<() => void>();
  let cancelled = false;
  return {
    signal: {
      get cancelled() {
        return cancelled;
      },
      throwIfCancelled() {
        if (cancelled) throw abortError();
      },
      onCancel(listener) {
        if (cancelled) {
          listener();
          return () => undefined;
        }
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    cancel() {
      if (cancelled) return;
      cancelled = true;
      const all = [...listeners];
      listeners.clear();
      for (const listener of all) listener();
    },
  };
}
