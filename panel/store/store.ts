export interface Store<S> {
  get(): S;
  /** Replaces the state by `step(state)` and calls the listeners if the value has changed. */
  update(step: (state: S) => S): void;
  /** Calls `listener` after each change; returns the function that unsubscribes it. */
  subscribe(listener: (state: S) => void): () => void;
}

export function createStore<S>(initial: S): Store<S> {
  let state = initial;
  const listeners = new Set<(state: S) => void>();
  return {
    get: () => state,
    update(step): void {
      const next = step(state);
      if (Object.is(next, state)) return;
      state = next;
      for (const listener of [...listeners]) listener(state);
    },
    subscribe(listener): () => void {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
