import type { KeptSummary, Shelf } from '../../store/kept';

/**
 * A shelf that keeps in `other` what `first`, whose storage may be refused, full or taken away at
 * any time, does not take. Each result is in one of them; once another one was discarded, `first` is
 * asked again to take what it did not.
 */
export function shelfInTwo(first: Shelf, other: Shelf): Shelf {
  let held: readonly string[] = [];
  const listed = (shelf: Shelf): Promise<readonly KeptSummary[]> => shelf.list().catch(() => []);
  const holds = async (id: string): Promise<Shelf> =>
    (await other.list()).some((one) => one.id === id) ? other : first;

  /** Nothing that is kept already makes room for it. */
  async function moveToFirst(): Promise<void> {
    const passing = await other.list();
    if (passing.length === 0) return;
    try {
      for (const { id } of passing) {
        await first.hold((await first.list()).map((one) => one.id));
        const kept = await other.take(id);
        if (kept !== null) await first.keep(kept);
        await other.discard(id);
      }
    } catch {
      // It still does not take it.
    } finally {
      await first.hold(held);
    }
  }

  return {
    keep: (kept) => first.keep(kept).catch(() => other.keep(kept)),
    async list() {
      const passing = (await other.list()).map((one) => ({ ...one, lasting: false }) as const);
      const all = [...passing, ...(await listed(first))];
      return all.sort((a, b) => b.keptAtMs - a.keptAtMs);
    },
    take: async (id, signal) => (await holds(id)).take(id, signal),
    adjust: async (id, adjustment, thumbnail) =>
      (await holds(id)).adjust(id, adjustment, thumbnail),
    rename: async (id, laterName) => (await holds(id)).rename(id, laterName),
    place: async (id, placed) => (await holds(id)).place(id, placed),
    async discard(id) {
      await (await holds(id)).discard(id);
      await moveToFirst();
    },
    async hold(ids) {
      held = ids;
      await Promise.all([first.hold(ids), other.hold(ids)]);
    },
    async tidy() {
      await other.tidy();
      await first.tidy().catch(() => undefined);
    },
  };
}
