import type { DBSchema, IDBPDatabase } from 'idb';
import type { LayerResult } from '../../../src/core/document';
import { openedDatabase } from '../opened-database';
import type { PackedResult, RawResult } from './packed-result';
import type { StoredSummary } from './stored-summary';

const DATABASE = 'supir-panel';
const VERSION = 2;

export interface ShelfSchema extends DBSchema {
  summaries: { key: string; value: StoredSummary };
  /** Pixels as they came; the first version of the panel knew no source beside a result. */
  results: { key: string; value: RawResult | LayerResult };
  packed: { key: string; value: PackedResult };
  pictures: { key: string; value: Uint8Array };
}

export type ShelfDatabase = IDBPDatabase<ShelfSchema>;

/** The database of kept results, as `openedDatabase` opens it. */
export function shelfDatabase(): () => Promise<ShelfDatabase> {
  return openedDatabase<ShelfSchema>(DATABASE, VERSION, (db, from) => {
    if (from < 1) {
      db.createObjectStore('summaries', { keyPath: 'id' });
      db.createObjectStore('results');
    }
    db.createObjectStore('packed');
    db.createObjectStore('pictures');
  });
}
