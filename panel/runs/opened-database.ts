import { openDB, type DBSchema, type IDBPDatabase, type OpenDBCallbacks } from 'idb';

/**
 * A database that is opened by the first call, and again by the next one after it was refused or
 * closed.
 * @throws DOMException, from the calls, where the browser refuses it or an older page holds it
 */
export function openedDatabase<Schema extends DBSchema>(
  name: string,
  version: number,
  upgrade: NonNullable<OpenDBCallbacks<Schema>['upgrade']>,
): () => Promise<IDBPDatabase<Schema>> {
  let opened: Promise<IDBPDatabase<Schema>> | null = null;
  const forget = (): void => {
    opened = null;
  };
  const open = (): Promise<IDBPDatabase<Schema>> =>
    new Promise((resolve, reject) => {
      let isBlocked = false;
      openDB<Schema>(name, version, {
        upgrade,
        blocked() {
          isBlocked = true;
          reject(new DOMException('an older page in another tab holds it', 'InvalidStateError'));
        },
        blocking(_from, _to, event) {
          // Another tab has a newer version, or clears the site's data: it must not wait for this one.
          (event.target as IDBDatabase).close();
          forget();
        },
        terminated: forget,
      }).then((db) => (isBlocked ? db.close() : resolve(db)), reject);
    });
  return () => {
    if (opened === null) {
      opened = open();
      opened.catch(forget);
    }
    return opened;
  };
}
