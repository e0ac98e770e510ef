import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { KeptResult, KeptSummary, Shelf } from '../../store/kept';
import { createMemoryShelf } from './memory-shelf';

const DATABASE = 'supir-panel';
const VERSION = 1;
/** Most results that are kept: one that nobody inserts must not fill the disk for ever. */
const MAX_KEPT = 3;

interface Schema extends DBSchema {
  summaries: { key: string; value: KeptSummary };
  results: { key: string; value: KeptResult['result'] };
}

function open(): Promise<IDBPDatabase<Schema>> {
  return openDB<Schema>(DATABASE, VERSION, {
    upgrade(db) {
      db.createObjectStore('summaries', { keyPath: 'id' });
      db.createObjectStore('results');
    },
  });
}

async function summaries(db: IDBPDatabase<Schema>): Promise<KeptSummary[]> {
  const all = await db.getAll('summaries');
  return all.sort((a, b) => b.keptAtMs - a.keptAtMs);
}

async function remove(db: IDBPDatabase<Schema>, id: string): Promise<void> {
  const tx = db.transaction(['summaries', 'results'], 'readwrite');
  await Promise.all([
    tx.objectStore('summaries').delete(id),
    tx.objectStore('results').delete(id),
    tx.done,
  ]);
}

async function write(db: IDBPDatabase<Schema>, kept: KeptResult): Promise<void> {
  const tx = db.transaction(['summaries', 'results'], 'readwrite');
  await Promise.all([
    tx.objectStore('summaries').put(kept.summary),
    tx.objectStore('results').put(kept.result, kept.summary.id),
    tx.done,
  ]);
  for (const old of (await summaries(db)).slice(MAX_KEPT)) await remove(db, old.id);
}

/** A shelf in IndexedDB. Where the browser refuses it, or it is full, results stay in memory. */
export function createIndexedShelf(): Shelf {
  const memory = createMemoryShelf();
  let opened: Promise<IDBPDatabase<Schema> | null> | null = null;
  const database = (): Promise<IDBPDatabase<Schema> | null> =>
    (opened ??= open().catch(() => null));
  return {
    async keep(kept) {
      const db = await database();
      if (db === null) return memory.keep(kept);
      try {
        await write(db, kept);
        return { kept, lasting: true };
      } catch {
        return memory.keep(kept);
      }
    },
    async list() {
      const db = await database();
      const stored = db === null ? [] : await summaries(db);
      return [...(await memory.list()), ...stored].sort((a, b) => b.keptAtMs - a.keptAtMs);
    },
    async take(id) {
      const held = await memory.take(id);
      if (held !== null) return held;
      const db = await database();
      if (db === null) return null;
      const [summary, result] = await Promise.all([db.get('summaries', id), db.get('results', id)]);
      return summary === undefined || result === undefined ? null : { summary, result };
    },
    async discard(id) {
      await memory.discard(id);
      const db = await database();
      if (db !== null) await remove(db, id);
    },
  };
}
