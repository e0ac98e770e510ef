import type { KeptResult, Shelf } from '../../store/kept';

/** A shelf for as long as the page lives. */
export function createMemoryShelf(): Shelf {
  const results = new Map<string, KeptResult>();
  return {
    keep(kept) {
      results.set(kept.summary.id, kept);
      return Promise.resolve({ kept, lasting: false });
    },
    list() {
      const summaries = [...results.values()].map((kept) => kept.summary);
      return Promise.resolve(summaries.sort((a, b) => b.keptAtMs - a.keptAtMs));
    },
    take: (id) => Promise.resolve(results.get(id) ?? null),
    discard(id) {
      results.delete(id);
      return Promise.resolve();
    },
  };
}
