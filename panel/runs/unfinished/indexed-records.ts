import type { DBSchema, IDBPDatabase } from 'idb';
import { openedDatabase } from '../opened-database';
import { createMemoryRecords, type RunRecords } from './records';

const DATABASE = 'supir-panel-unfinished';
/** Raised when the records, or the picture that the rest of a run gives, change: what is older goes. */
const VERSION = 3;
const STORES = ['facts', 'begun', 'steps'] as const;

interface Schema extends DBSchema {
  facts: { key: string; value: unknown };
  begun: { key: string; value: unknown };
  steps: { key: string; value: unknown };
}

type Database = IDBPDatabase<Schema>;

/**
 * Records in IndexedDB. Where the browser refuses it, or it is full, they stay in memory and live as
 * long as the thread.
 */
export function createIndexedRecords(): RunRecords {
  const memory = createMemoryRecords();
  const open = openedDatabase<Schema>(DATABASE, VERSION, (db) => {
    for (const name of db.objectStoreNames) db.deleteObjectStore(name);
    for (const name of STORES) db.createObjectStore(name);
  });
  const database = (): Promise<Database | null> => open().catch(() => null);

  return {
    async facts() {
      const db = await database();
      const stored = db === null ? [] : await entriesOf(db);
      return new Map([...stored, ...(await memory.facts())]);
    },
    async put(run, stepsDone, begun) {
      const db = await database();
      const isHeld = (await memory.facts()).has(run.id);
      if (db === null || isHeld) return memory.put(run, stepsDone, begun);
      try {
        const isWritten = await write(db, run.id, { facts: run, steps: stepsDone, begun });
        return isWritten ? 'lasting' : 'gone';
      } catch (error) {
        if (begun === null) throw error;
        return memory.put(run, stepsDone, begun);
      }
    },
    async replace(id, run, begun) {
      const db = await database();
      const isHeld = (await memory.facts()).has(id);
      if (db === null || isHeld) return memory.replace(id, run, begun);
      try {
        await write(db, run.id, { facts: run, steps: null, begun }, id);
      } catch {
        await memory.put(run, null, begun);
        await removeFrom(db, id);
      }
    },
    async get(id) {
      const db = await database();
      if (db === null || (await memory.facts()).has(id)) return memory.get(id);
      const tx = db.transaction(STORES);
      const [facts, begun, stepsDone] = await Promise.all(
        STORES.map((name) => tx.objectStore(name).get(id)),
      );
      return { facts, begun, stepsDone };
    },
    isLasting: (id) => memory.isLasting(id),
    async remove(id) {
      await memory.remove(id);
      const db = await database();
      if (db !== null) await removeFrom(db, id);
    },
  };
}

async function entriesOf(db: Database): Promise<readonly (readonly [string, unknown])[]> {
  const tx = db.transaction('facts');
  const [ids, values] = await Promise.all([tx.store.getAllKeys(), tx.store.getAll()]);
  return ids.map((id, at) => [id, values[at]] as const);
}

async function removeFrom(db: Database, id: string): Promise<void> {
  const tx = db.transaction(STORES, 'readwrite');
  await together(
    tx,
    STORES.map((name) => () => tx.objectStore(name).delete(id)),
  );
}

/**
 * False where nothing was begun under this id, and nothing is given to begin with. `replaced`: the
 * run that goes with it.
 */
async function write(
  db: Database,
  id: string,
  values: Readonly<Record<(typeof STORES)[number], unknown>>,
  replaced: string | null = null,
): Promise<boolean> {
  const tx = db.transaction(STORES, 'readwrite');
  const names = STORES.filter((name) => values[name] !== null);
  const isWhole =
    names.includes('begun') || (await tx.objectStore('begun').getKey(id)) !== undefined;
  const removals =
    replaced === null ? [] : STORES.map((name) => () => tx.objectStore(name).delete(replaced));
  const puts = names.map((name) => () => tx.objectStore(name).put(values[name], id));
  await together(tx, [...removals, ...(isWhole ? puts : [])]);
  return isWhole;
}

/** Does all of it in a transaction, or nothing. */
async function together(
  tx: { readonly done: Promise<void>; abort(): void },
  works: readonly (() => Promise<unknown>)[],
): Promise<void> {
  const begun = [tx.done as Promise<unknown>];
  try {
    // A value that cannot be copied throws at once, when nothing has failed yet.
    for (const work of works) begun.push(work());
    await Promise.all(begun);
  } catch (error) {
    for (const one of begun) one.catch(() => undefined);
    try {
      tx.abort();
    } catch {
      // It was aborted by what had failed.
    }
    throw error;
  }
}
