/** Removes the oldest entries of a set or map until it has no more than `limit`. */
export function dropOldest<K>(entries: Set<K> | Map<K, unknown>, limit: number): void {
  for (const key of entries.keys()) {
    if (entries.size <= limit) return;
    entries.delete(key);
  }
}
