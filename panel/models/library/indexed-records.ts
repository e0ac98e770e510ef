import { allOrNone, type LibraryDatabase } from './database';
import type { Records } from './records';

export function createIndexedRecords(db: LibraryDatabase): Records {
  return {
    files: () => db.getAll('files'),
    partials: () => db.getAll('partials'),
    partial: async (name) => (await db.get('partials', name)) ?? null,
    async putPartial(partial) {
      await db.put('partials', partial);
    },
    removePartial: (name) => db.delete('partials', name),
    async addFile(file, download) {
      const tx = db.transaction(['files', 'partials'], 'readwrite', { durability: 'strict' });
      await allOrNone(tx, [
        () => tx.objectStore('files').put(file),
        ...(download === null ? [] : [() => tx.objectStore('partials').delete(download)]),
      ]);
    },
    removeFile: (id) => db.delete('files', id),
  };
}
