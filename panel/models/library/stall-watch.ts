import { abortable } from '../../../src/core/abort';

/** Ends a request on which nothing arrives. */
export interface StallWatch {
  /** For the request: aborted with the outer signal, and when it stalls. */
  readonly signal: AbortSignal;
  readonly stalled: boolean;
  /** Waits for something to arrive; the time between two calls does not count. */
  during<T>(arriving: Promise<T>): Promise<T>;
  end(): void;
}

/** @param ms how long nothing may arrive, milliseconds */
export function watchStall(ms: number, outer: AbortSignal): StallWatch {
  const controller = new AbortController();
  let stalled = false;
  const abort = (): void => controller.abort();
  outer.addEventListener('abort', abort, { once: true });
  if (outer.aborted) abort();
  return {
    signal: controller.signal,
    get stalled() {
      return stalled;
    },
    async during(arriving) {
      const timer = setTimeout(() => {
        stalled = true;
        abort();
      }, ms);
      try {
        return await abortable(arriving, controller.signal);
      } finally {
        clearTimeout(timer);
      }
    },
    end: () => outer.removeEventListener('abort', abort),
  };
}
