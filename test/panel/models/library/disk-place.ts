import { mkdirSync } from 'node:fs';
import { open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Place, PlaceKind } from '../../../../panel/models/library/place';
import type { KeptRecord, PartialRecord, Records } from '../../../../panel/models/library/records';

/** Files in a folder of this machine: a place that is real where no browser is. */
export function createDiskPlace(folder: string, kind: PlaceKind = 'opfs'): Place {
  const at = (name: string): string => path.join(folder, name);
  mkdirSync(folder, { recursive: true });
  return {
    kind,
    async write(id, length) {
      const file = await open(at(`${id}.part`), 'a+');
      if ((await file.stat()).size < length) {
        await file.close();
        return null;
      }
      await file.truncate(length);
      return {
        async write(bytes) {
          await file.write(bytes);
        },
        flush: () => file.sync(),
        clear: () => file.truncate(0),
        close: () => file.close(),
      };
    },
    finish: (id) => rename(at(`${id}.part`), at(`${id}.whole`)),
    async open(id) {
      const bytes = await readFile(at(`${id}.whole`)).catch(() => null);
      return bytes && new Blob([Uint8Array.from(bytes)]);
    },
    async remove(id) {
      await rm(at(`${id}.part`), { force: true });
      await rm(at(`${id}.whole`), { force: true });
    },
    async list() {
      return (await readdir(folder)).map((name) => ({
        id: name.replace(/\.\w+$/, ''),
        isWhole: name.endsWith('.whole'),
      }));
    },
  };
}

/** Length of an unfinished file; null: there is none. */
export async function unfinishedLength(folder: string, id: string): Promise<number | null> {
  return (await stat(path.join(folder, `${id}.part`)).catch(() => null))?.size ?? null;
}

/** Records that are copied in and out, as a database does. */
export function createMemoryRecords(): Records {
  const files = new Map<string, KeptRecord>();
  const partials = new Map<string, PartialRecord>();
  const copies = <T>(map: Map<string, T>): Promise<T[]> =>
    Promise.resolve([...map.values()].map((value) => structuredClone(value)));
  const done = (): Promise<void> => Promise.resolve();
  return {
    files: () => copies(files),
    partials: () => copies(partials),
    partial: (name) => Promise.resolve(structuredClone(partials.get(name) ?? null)),
    putPartial(partial) {
      partials.set(partial.name, structuredClone(partial));
      return done();
    },
    removePartial(name) {
      partials.delete(name);
      return done();
    },
    addFile(file, download) {
      files.set(file.id, structuredClone(file));
      if (download !== null) partials.delete(download);
      return done();
    },
    removeFile(id) {
      files.delete(id);
      return done();
    },
  };
}
