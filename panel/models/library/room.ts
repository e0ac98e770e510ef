import type { Room } from '../../store/library';

/** What the browser says of its storage for this page; null where it says nothing. */
export async function measureRoom(storage: StorageManager | undefined): Promise<Room | null> {
  if (storage === undefined || !('estimate' in storage)) return null;
  const { quota = null, usage = null } = await storage.estimate();
  const isPersistent = await storage.persisted().catch(() => false);
  const freeBytes = quota === null || usage === null ? null : Math.max(0, quota - usage);
  return { usedBytes: usage, freeBytes, isPersistent };
}

/**
 * Asks the browser not to clear the page's storage by itself. It may refuse, or ask the person, who may
 * leave that question open: nothing waits for an answer.
 */
export function askToPersist(storage: StorageManager | undefined): void {
  if (storage === undefined || !('persist' in storage)) return;
  storage.persist().catch(() => false);
}
