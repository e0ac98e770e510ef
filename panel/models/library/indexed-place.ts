import { PART_BYTES } from '../import-file';
import { allOrNone, type LibraryDatabase, type Part } from './database';
import type { Place, Stored } from './place';

const everyPartOf = (id: string): IDBKeyRange => IDBKeyRange.bound([id, 0], [id, Infinity]);

/**
 * Files as blobs in IndexedDB, for browsers without a file system of their own. A file is a row of
 * parts; put together they are one blob that is read from the disk, range by range.
 */
export function createIndexedPlace(db: LibraryDatabase): Place {
  const partsOf = (id: string): Promise<Part[]> => db.getAll('parts', everyPartOf(id));

  /** Replaces the parts from `first` on by one. */
  async function replace(id: string, first: number, blobs: readonly Blob[]): Promise<void> {
    const tx = db.transaction('parts', 'readwrite', { durability: 'strict' });
    await allOrNone(tx, [
      () => tx.store.delete(IDBKeyRange.bound([id, first], [id, Infinity])),
      ...blobs.map((blob, i) => () => tx.store.put({ id, at: first + i, blob, isWhole: false })),
    ]);
  }

  return {
    kind: 'indexed',

    async write(id, length) {
      const stored = await partsOf(id);
      const { count, rest, short } = upTo(stored, length);
      if (short) return null;
      await replace(id, count, rest === null ? [] : [rest]);
      // Parts before this one are closed; what belongs into it is in `pieces`.
      let at = count;
      let pieces: Blob[] = rest === null ? [] : [rest];
      let bytes = rest?.size ?? 0;
      const put = async (): Promise<void> => {
        if (bytes > 0) await replace(id, at, [new Blob(pieces)]);
      };
      return {
        async write(added) {
          pieces.push(new Blob([Uint8Array.from(added)]));
          bytes += added.byteLength;
          if (bytes < PART_BYTES) return;
          await put();
          at++;
          pieces = [];
          bytes = 0;
        },
        flush: put,
        async clear() {
          [at, pieces, bytes] = [0, [], 0];
          await replace(id, 0, []);
        },
        close: () => Promise.resolve(),
      };
    },

    async finish(id) {
      const tx = db.transaction('parts', 'readwrite', { durability: 'strict' });
      const stored = await tx.store.getAll(everyPartOf(id));
      await allOrNone(
        tx,
        stored.map((part) => () => tx.store.put({ ...part, isWhole: true })),
      );
    },

    async open(id) {
      const stored = await partsOf(id);
      const isWhole = stored.length > 0 && stored.every((part) => part.isWhole);
      return isWhole ? new Blob(stored.map(({ blob }) => blob)) : null;
    },

    remove: (id) => db.delete('parts', everyPartOf(id)),

    async list() {
      const found = new Map<string, Stored>();
      for (let cursor = await db.transaction('parts').store.openCursor(); cursor !== null;) {
        const { id, isWhole } = cursor.value;
        found.set(id, { id, isWhole });
        cursor = await cursor.continue();
      }
      return [...found.values()];
    },
  };
}

/** The first parts that lie within `length` bytes, and what of the next one does. */
function upTo(
  parts: readonly Part[],
  length: number,
): { readonly count: number; readonly rest: Blob | null; readonly short: boolean } {
  let left = length;
  for (const [count, { blob }] of parts.entries()) {
    if (blob.size > left || (blob.size === left && left === 0)) {
      return { count, rest: left === 0 ? null : blob.slice(0, left), short: false };
    }
    left -= blob.size;
  }
  return { count: parts.length, rest: null, short: left > 0 };
}
