/** The browser's locks, as far as `ifAvailable` and `query` go; shared by the pages of a browser. */
export function fakeLocks(): LockManager {
  const held = new Set<string>();
  const request = async (
    name: string,
    _options: LockOptions,
    work: (lock: Lock | null) => unknown,
  ): Promise<unknown> => {
    await Promise.resolve();
    if (held.has(name)) return work(null);
    held.add(name);
    try {
      return await work({ name, mode: 'exclusive' });
    } finally {
      held.delete(name);
    }
  };
  const query = (): Promise<LockManagerSnapshot> =>
    Promise.resolve({ held: [...held].map((name) => ({ name, mode: 'exclusive' as const })) });
  return { request, query } as unknown as LockManager;
}
