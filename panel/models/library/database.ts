import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { KeptRecord, PartialRecord } from './records';

const DATABASE = 'supir-panel-library';
const VERSION = 1;

/** A piece of a file that is kept here, where there is no file system; `at` counts from 0. */
export interface Part {
  readonly id: string;
  readonly at: number;
  readonly blob: Blob;
  readonly isWhole: boolean;
}

export interface LibrarySchema extends DBSchema {
  files: { key: string; value: KeptRecord };
  partials: { key: string; value: PartialRecord };
  parts: { key: [string, number]; value: Part };
}

export type LibraryDatabase = IDBPDatabase<LibrarySchema>;

/** Opens the database of kept files. @throws DOMException where the browser refuses it */
export function openLibraryDatabase(): Promise<LibraryDatabase> {
  return openDB<LibrarySchema>(DATABASE, VERSION, {
    upgrade(db) {
      db.createObjectStore('files', { keyPath: 'id' });
      db.createObjectStore('partials', { keyPath: 'name' });
      db.createObjectStore('parts', { keyPath: ['id', 'at'] });
    },
  });
}
