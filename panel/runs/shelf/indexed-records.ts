import { shelfDatabase } from './database';
import { picturesOf } from './packed-result';
import type { ShelfRecords } from './records';

/**
 * Records in IndexedDB. Each change is one transaction, so that neither the end of the page nor
 * another tab leaves a half of it.
 */
export function createIndexedRecords(): ShelfRecords {
  const database = shelfDatabase();
  return {
    lasting: true,
    summaries: async () => (await database()).getAll('summaries'),

    async raw(id) {
      const stored: unknown = await (await database()).get('results', id);
      const isOld = typeof stored === 'object' && stored !== null && !('result' in stored);
      return isOld ? { result: stored, before: null } : stored;
    },
    packed: async (id) => (await database()).get('packed', id),
    picture: async (key) => (await database()).get('pictures', key),

    async addRaw(summary, raw) {
      const tx = (await database()).transaction(['summaries', 'results'], 'readwrite');
      await Promise.all([
        tx.objectStore('summaries').put(summary),
        tx.objectStore('results').put(raw, summary.id),
        tx.done,
      ]);
    },

    async replaceRaw(id, { record, pictures, bytes }) {
      const tx = (await database()).transaction(
        ['summaries', 'results', 'packed', 'pictures'],
        'readwrite',
      );
      const summaries = tx.objectStore('summaries');
      const [summary, isRaw] = await Promise.all([
        summaries.get(id),
        tx.objectStore('results').getKey(id),
      ]);
      const writes =
        summary === undefined || isRaw === undefined
          ? []
          : [
              summaries.put({ ...summary, bytes }),
              tx.objectStore('results').delete(id),
              tx.objectStore('packed').put(record, id),
              ...[...pictures].map(([key, picture]) =>
                tx.objectStore('pictures').put(picture, key),
              ),
            ];
      await Promise.all([...writes, tx.done]);
    },

    async change(id, change) {
      const tx = (await database()).transaction('summaries', 'readwrite');
      const summary = await tx.store.get(id);
      await Promise.all([
        summary === undefined ? undefined : tx.store.put({ ...summary, ...change }),
        tx.done,
      ]);
    },

    async remove(id) {
      const tx = (await database()).transaction(
        ['summaries', 'results', 'packed', 'pictures'],
        'readwrite',
      );
      const packed = tx.objectStore('packed');
      const own = picturesOf(await packed.get(id));
      await packed.delete(id);
      const used = new Set((await packed.getAll()).flatMap(picturesOf));
      await Promise.all([
        tx.objectStore('summaries').delete(id),
        tx.objectStore('results').delete(id),
        ...own.filter((key) => !used.has(key)).map((key) => tx.objectStore('pictures').delete(key)),
        tx.done,
      ]);
    },
  };
}
