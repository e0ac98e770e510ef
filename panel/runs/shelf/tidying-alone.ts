/**
 * Tidies unless another tab is at it: both would pack the same results. Locks are absent in insecure
 * pages and in old browsers; the work is then done twice, and harms nothing.
 */
export async function tidyingAlone(tidy: () => Promise<void>): Promise<void> {
  const { locks } = globalThis.navigator as { locks?: LockManager };
  if (locks === undefined) return tidy();
  await locks.request('supir-panel results tidying', { ifAvailable: true }, (lock) =>
    lock === null ? undefined : tidy(),
  );
}
