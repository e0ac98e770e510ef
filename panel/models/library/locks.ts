import { libraryBusy } from './errors';

const WRITING = 'supir-panel library writing';

/** Absent in insecure pages and in old browsers. */
function lockManager(): LockManager | undefined {
  return (globalThis.navigator as { locks?: LockManager }).locks;
}

/**
 * Does work that writes a file of this name, in one tab at a time.
 * @throws ModelError `library-busy`; what `work` throws
 */
export async function writingAlone<T>(name: string, work: () => Promise<T>): Promise<T> {
  const locks = lockManager();
  if (locks === undefined) return work();
  return locks.request(WRITING, { mode: 'shared' }, () =>
    locks.request(`supir-panel library ${name}`, { ifAvailable: true }, (lock) => {
      if (lock === null) throw libraryBusy(name);
      return work();
    }),
  );
}

/** Does work for which no tab may be writing; it is left out, with null, while one is. */
export async function whileNobodyWrites<T>(work: () => Promise<T>): Promise<T | null> {
  const locks = lockManager();
  if (locks === undefined) return work();
  return locks.request(WRITING, { ifAvailable: true }, (lock) => (lock === null ? null : work()));
}
