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

/**
 * Makes requests of one transaction: all of them come into effect, or none.
 * @throws what the first that fails throws
 */
export async function allOrNone(
  tx: { readonly done: Promise<void>; abort(): void },
  requests: readonly (() => Promise<unknown>)[],
): Promise<void> {
  const made = [tx.done] as Promise<unknown>[];
  try {
    for (const request of requests) made.push(request());
  } catch (error) {
    // Those before it would come into effect by themselves; it may be over already.
    if (!isOver(error)) tx.abort();
    await Promise.allSettled(made);
    throw error;
  }
  await Promise.all(made);
}

/** Whether a request came too late for its transaction, which the browser had ended. */
function isOver(error: unknown): boolean {
  const { name } = error as Partial<Error>;
  return name === 'TransactionInactiveError' || name === 'InvalidStateError';
}
