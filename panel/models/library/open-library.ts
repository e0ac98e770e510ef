import type { LibraryDatabase } from './database';
import { storageError } from './errors';
import { createIndexedPlace } from './indexed-place';
import { createIndexedRecords } from './indexed-records';
import { createOpfsPlace } from './opfs-place';
import type { PlaceKind } from './place';
import type { Places } from './places';
import type { Records } from './records';

/** What the browser keeps, and what is known of it. */
export interface Library {
  readonly places: Places;
  readonly records: Records;
}

export interface OpenLibraryDeps {
  /** @throws DOMException where the browser refuses it */
  readonly openDatabase: () => Promise<LibraryDatabase>;
  readonly storage: StorageManager;
  /** Whether files of the browser's file system, where there is one, can be written in place. */
  readonly canWriteInPlace: () => boolean;
}

/**
 * Opens what a page may use. `kind`: what the page sees of it, by its own settings and place.
 *
 * @throws DOMException where the browser lets this page keep nothing
 */
export async function openLibrary(
  kind: PlaceKind,
  { openDatabase, storage, canWriteInPlace }: OpenLibraryDeps,
): Promise<Library> {
  const db = await openDatabase();
  // A browser that once had no file system, and now has one, still finds the files of that time.
  const indexed = createIndexedPlace(db);
  const isOpfsUsed = kind === 'opfs' && canWriteInPlace() && (await hasFolder(storage));
  const places: Places = isOpfsUsed ? [createOpfsPlace(storage), indexed] : [indexed];
  return { places, records: createIndexedRecords(db) };
}

/** Private windows may have the file system in name alone. */
function hasFolder(storage: StorageManager): Promise<boolean> {
  return storage.getDirectory().then(
    () => true,
    () => false,
  );
}

/**
 * A library that is opened for work on one file.
 * @throws ModelError `library-refused` where the browser lets this page keep nothing
 */
export async function namingFile(name: string, opening: Promise<Library>): Promise<Library> {
  try {
    return await opening;
  } catch (error) {
    throw storageError(name, { neededBytes: 0, freeBytes: null }, error);
  }
}
