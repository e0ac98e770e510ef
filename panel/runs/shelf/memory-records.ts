import { picturesOf, type Packed, type PackedResult, type RawResult } from './packed-result';
import type { ShelfRecords } from './records';
import type { StoredSummary } from './stored-summary';

/** Records for as long as the page lives. */
export function createMemoryRecords(): ShelfRecords {
  const summaries = new Map<string, StoredSummary>();
  const raws = new Map<string, RawResult>();
  const records = new Map<string, PackedResult>();
  const pictures = new Map<string, Uint8Array>();
  return {
    lasting: false,
    summaries: () => Promise.resolve([...summaries.values()]),
    raw: (id) => Promise.resolve(raws.get(id)),
    packed: (id) => Promise.resolve(records.get(id)),
    picture: (key) => Promise.resolve(pictures.get(key)),

    addRaw(summary, raw) {
      summaries.set(summary.id, summary);
      raws.set(summary.id, raw);
      return Promise.resolve();
    },

    replaceRaw(id, packed: Packed) {
      const summary = summaries.get(id);
      if (summary === undefined || !raws.delete(id)) return Promise.resolve();
      summaries.set(id, { ...summary, bytes: packed.bytes });
      records.set(id, packed.record);
      for (const [key, bytes] of packed.pictures) pictures.set(key, bytes);
      return Promise.resolve();
    },

    change(id, change) {
      const summary = summaries.get(id);
      if (summary !== undefined) summaries.set(id, { ...summary, ...change });
      return Promise.resolve();
    },

    remove(id) {
      const own = picturesOf(records.get(id));
      summaries.delete(id);
      raws.delete(id);
      records.delete(id);
      const used = new Set([...records.values()].flatMap(picturesOf));
      for (const key of own) if (!used.has(key)) pictures.delete(key);
      return Promise.resolve();
    },
  };
}
