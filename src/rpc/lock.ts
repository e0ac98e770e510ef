/**
 * The browser's locks, by which a page learns that the browser has ended a worker, for want of
 * memory for example: a lock that the worker holds becomes free then, and only then.
 */
function lockManager(): LockManager | undefined {
  return (globalThis.navigator as { locks?: LockManager } | undefined)?.locks;
}

/** Holds the lock as long as this thread lives; false where the browser has no locks. */
export function holdLock(name: string): Promise<boolean> {
  const locks = lockManager();
  if (locks === undefined) return Promise.resolve(false);
  return new Promise((resolve) => {
    const forever = new Promise<never>(() => undefined);
    locks
      .request(name, () => {
        resolve(true);
        return forever;
      })
      .catch(() => {
        resolve(false);
      });
  });
}

/** Calls `onFree` when the lock is free: as soon as the thread that held it is gone. */
export function watchLock(name: string, signal: AbortSignal, onFree: () => void): void {
  lockManager()
    ?.request(name, { signal }, onFree)
    .catch((error: unknown) => {
      if (!signal.aborted) console.error(error);
    });
}
