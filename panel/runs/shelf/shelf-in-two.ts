import type { KeptSummary, Shelf } from '../../store/kept';

/**
 * A shelf that keeps in `other` what `first`, whose storage may be refused, full or taken away at
 * any time, does not take. Each result is in one of them.
 */
export function shelfInTwo(first: Shelf, other: Shelf): Shelf {
  const listed = (shelf: Shelf): Promise<readonly KeptSummary[]> => shelf.list().catch(() => []);
  const holds = async (id: string): Promise<Shelf> =>
    (await other.list()).some((one) => one.id === id) ? other : first;
  return {
    keep: (kept) => first.keep(kept).catch(() => other.keep(kept)),
    async list() {
      const all = [...(await other.list()), ...(await listed(first))];
      return all.sort((a, b) => b.keptAtMs - a.keptAtMs);
    },
    take: async (id, signal) => (await holds(id)).take(id, signal),
    adjust: async (id, adjustment, thumbnail) =>
      (await holds(id)).adjust(id, adjustment, thumbnail),
    place: async (id, placed) => (await holds(id)).place(id, placed),
    discard: async (id) => (await holds(id)).discard(id),
    async hold(ids) {
      await Promise.all([first.hold(ids), other.hold(ids)]);
    },
    async tidy() {
      await other.tidy();
      await first.tidy().catch(() => undefined);
    },
  };
}
