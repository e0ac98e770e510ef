/** Work for when nothing has happened for a while. */
export interface IdleTimer {
  /** From now on; a wait that is going on begins anew. */
  start(): void;
  stop(): void;
}

export function createIdleTimer(afterMs: number, work: () => void): IdleTimer {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    start() {
      clearTimeout(timer);
      timer = setTimeout(work, afterMs);
      // Node would not end before it.
      (timer as { unref?: () => void }).unref?.();
    },
    stop: () => clearTimeout(timer),
  };
}
