type Work = (...values: unknown[]) => void;

interface TimedWindow {
  [name: string]: unknown;
  document?: object;
  Event: typeof Event;
  performance: { now(): number };
  setTimeout: (work: Work, ms?: number, ...values: unknown[]) => unknown;
  clearTimeout: (id: never) => void;
  requestAnimationFrame: (work: Work) => unknown;
}

/**
 * What becomes of a page whose panel is closed: it is told that it is hidden, frames stop, timers run once a
 * second or not at all. Runs in the page before any other script, so it uses nothing from outside itself.
 */
export function installHiding(
  window: TimedWindow,
  settings: { readonly show: string; readonly stops: boolean; readonly slows: boolean },
): void {
  const SECOND = 1000;
  const held = new Map<unknown, () => void>();
  const moved = new Map<unknown, unknown>();
  let hidden = false;

  const start = window.setTimeout.bind(window);
  const stop = window.clearTimeout.bind(window);
  const frame = window.requestAnimationFrame.bind(window);

  if (settings.slows) {
    window.setTimeout = (work, ms, ...values) => {
      const run = (): void => {
        moved.delete(id);
        held.delete(id);
        work(...values);
      };
      const due = (): void => {
        if (!hidden) run();
        else if (settings.stops) held.set(id, run);
        else moved.set(id, start(run, SECOND - (window.performance.now() % SECOND)));
      };
      const id = start(due, ms);
      return id;
    };
    window.clearTimeout = (id) => {
      stop(id);
      if (moved.has(id)) stop(moved.get(id) as never);
      moved.delete(id);
      held.delete(id);
    };
    window.requestAnimationFrame = (work) => {
      const id = frame(() => {
        const run = (): void => {
          held.delete(id);
          work(window.performance.now());
        };
        if (hidden) held.set(id, run);
        else run();
      });
      return id;
    };
  }

  const { document } = window;
  window[settings.show] = (state: string): void => {
    hidden = state === 'hidden';
    if (document) {
      Object.defineProperties(document, {
        visibilityState: { configurable: true, get: () => state },
        hidden: { configurable: true, get: () => hidden },
      });
      (document as EventTarget).dispatchEvent(new window.Event('visibilitychange'));
    }
    if (!hidden) for (const run of [...held.values()]) run();
  };
}
