import 'fake-indexeddb/auto';
import { IDBFactory, IDBObjectStore } from 'fake-indexeddb';
import { openDB } from 'idb';

/** What happens to a transaction at something that is written in it, and to every later one. */
interface Fault {
  readonly strikesRemovals: boolean;
  readonly act: (transaction: IDBTransaction) => void;
}

/** The browser ends the transaction of a page that ends, which does nothing more. */
export const PAGE_ENDS: Fault = {
  strikesRemovals: true,
  act: (transaction) => transaction.abort(),
};

/** Room to remove something there is always. */
export const DISK_IS_FULL: Fault = {
  strikesRemovals: false,
  act() {
    throw new DOMException('no room', 'QuotaExceededError');
  },
};

let fault: Fault | null = null;
/** What may still be written before it strikes. */
let left = 0;

function strikeAt(transaction: IDBTransaction, isRemoval: boolean): void {
  if (fault === null || (isRemoval && !fault.strikesRemovals)) return;
  if (left-- <= 0) fault.act(transaction);
}

const { put, delete: remove } = IDBObjectStore.prototype;
IDBObjectStore.prototype.put = function (...args) {
  const request = put.apply(this, args);
  strikeAt(this.transaction, false);
  return request;
};
IDBObjectStore.prototype.delete = function (...args) {
  const request = remove.apply(this, args);
  strikeAt(this.transaction, true);
  return request;
};

/** A browser that has stored nothing, and whose disk does as it should. */
export function freshBrowser(): void {
  globalThis.indexedDB = new IDBFactory();
  fault = null;
}

/** `which` strikes once so many things more are written, or removed. */
export function strike(which: Fault, after = 0): void {
  fault = which;
  left = after;
}

/** From now on all is as it should be. */
export function heal(): void {
  fault = null;
}

/** Puts something into a store as nobody who follows the rules does. */
export async function tamper(
  database: string,
  store: string,
  key: string,
  change: (value: unknown) => unknown,
): Promise<void> {
  const db = await openDB(database);
  const value: unknown = await db.get(store, key);
  await db.put(store, change(value), key);
  db.close();
}
