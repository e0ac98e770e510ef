import type { Unsubscribe } from '../core/events';

/** The listeners of one host, for whom the editor is watched only while there are any. */
export interface WatchedChanges {
  listen(listener: () => void): Unsubscribe;
  /** Forgets all listeners and ends the watching. */
  stop(): void;
}

/** `watch` begins to watch and is given what to call at a change; it returns how to end. */
export function watchedChanges(watch: (onChange: () => void) => Unsubscribe): WatchedChanges {
  const listeners = new Set<() => void>();
  let unwatch: Unsubscribe | null = null;
  const end = (): void => {
    unwatch?.();
    unwatch = null;
  };
  const onChange = (): void => {
    for (const listener of [...listeners]) listener();
  };
  return {
    listen(listener) {
      listeners.add(listener);
      unwatch ??= watch(onChange);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) end();
      };
    },
    stop() {
      listeners.clear();
      end();
    },
  };
}
