import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { LayerResult } from '../../../src/core/document';
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

/**
 * The database of kept results, opened by the first call and again after it was closed.
 * @throws DOMException, from the calls, where the browser refuses it
 */
export function shelfDatabase(): () => Promise<ShelfDatabase> {
  let opened: Promise<ShelfDatabase> | null = null;
  const forget = (): void => {
    opened = null;
  };
  return () => {
    if (opened === null) {
      opened = open(forget);
      opened.catch(forget);
    }
    return opened;
  };
}

/** `onClosed` is called when the database was closed from outside. */
function open(onClosed: () => void): Promise<ShelfDatabase> {
  return new Promise((resolve, reject) => {
    let isBlocked = false;
    openDB<ShelfSchema>(DATABASE, VERSION, {
      upgrade(db, from) {
        if (from < 1) {
          db.createObjectStore('summaries', { keyPath: 'id' });
          db.createObjectStore('results');
        }
        db.createObjectStore('packed');
        db.createObjectStore('pictures');
      },
      blocked() {
        isBlocked = true;
        reject(new DOMException('an older page in another tab holds it', 'InvalidStateError'));
      },
      blocking(_from, _to, event) {
        // Another tab has a newer version, or clears the site's data: it must not wait for this one.
        (event.target as IDBDatabase).close();
        onClosed();
      },
      terminated: onClosed,
    }).then((db) => (isBlocked ? db.close() : resolve(db)), reject);
  });
}
