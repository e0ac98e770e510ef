import type { Place, Stored, Writing } from './place';

const FOLDER = 'supir-panel-models';
const UNFINISHED = 'unfinished';
const WHOLE = 'whole';
const ENDING = '.part';

/** Reads and writes a file in place; the types of a page do not have what workers alone can do. */
interface AccessHandle {
  write(bytes: Uint8Array, options: { readonly at: number }): number;
  truncate(length: number): void;
  getSize(): number;
  flush(): void;
  close(): void;
}

/** A file of the browser's own file system. */
type OwnFile = FileSystemFileHandle & {
  createSyncAccessHandle(): Promise<AccessHandle>;
  /** Not in every browser. */
  move?(folder: FileSystemDirectoryHandle, name: string): Promise<void>;
};

/** Bytes that are copied at once where files cannot be moved. */
const COPIED_BYTES = 16 * 2 ** 20;

/**
 * The browser's private file system. Writes go straight into the file (in a worker only), so that
 * what was flushed is there after a crash, and going on copies nothing.
 */
export function createOpfsPlace(storage: StorageManager): Place {
  const folder = async (name: string): Promise<FileSystemDirectoryHandle> => {
    const root = await storage.getDirectory();
    const ours = await root.getDirectoryHandle(FOLDER, { create: true });
    return ours.getDirectoryHandle(name, { create: true });
  };
  const find = async (name: string, file: string): Promise<OwnFile | null> => {
    const inside = await folder(name);
    return (inside.getFileHandle(file) as Promise<OwnFile>).catch(ifMissing);
  };
  const names = async (name: string): Promise<string[]> => {
    const found: string[] = [];
    for await (const entry of (await folder(name)).keys()) found.push(entry);
    return found;
  };

  return {
    kind: 'opfs',

    async write(id, length) {
      const file = await made(await folder(UNFINISHED), id + ENDING);
      const access = await file.createSyncAccessHandle();
      if (access.getSize() < length) {
        access.close();
        return null;
      }
      access.truncate(length);
      return writingTo(access, length);
    },

    async finish(id) {
      const file = await find(UNFINISHED, id + ENDING);
      if (file === null) throw new DOMException('the unfinished file is gone', 'NotFoundError');
      const whole = await folder(WHOLE);
      if (file.move !== undefined) return file.move(whole, id);
      await copy(file, whole, id);
      await (await folder(UNFINISHED)).removeEntry(id + ENDING);
    },

    async open(id) {
      return (await (await find(WHOLE, id))?.getFile()) ?? null;
    },

    async remove(id) {
      await (await folder(UNFINISHED)).removeEntry(id + ENDING).catch(ifMissing);
      await (await folder(WHOLE)).removeEntry(id).catch(ifMissing);
    },

    async list() {
      const unfinished = await names(UNFINISHED);
      const whole = await names(WHOLE);
      return [
        ...unfinished.map((name) => ({ id: name.slice(0, -ENDING.length), isWhole: false })),
        ...whole.map((name): Stored => ({ id: name, isWhole: true })),
      ];
    },
  };
}

function made(folder: FileSystemDirectoryHandle, name: string): Promise<OwnFile> {
  return folder.getFileHandle(name, { create: true }) as Promise<OwnFile>;
}

function ifMissing(error: unknown): null {
  if (error instanceof DOMException && error.name === 'NotFoundError') return null;
  throw error;
}

function writingTo(access: AccessHandle, length: number): Writing {
  let at = length;
  return {
    write(bytes) {
      for (let done = 0; done < bytes.byteLength;) {
        const count = access.write(bytes.subarray(done), { at });
        // Some browsers write less than they were given, and tell nothing, when the disk is full.
        if (count === 0) throw new DOMException('nothing was written', 'QuotaExceededError');
        done += count;
        at += count;
      }
      return Promise.resolve();
    },
    flush() {
      access.flush();
      return Promise.resolve();
    },
    clear() {
      access.truncate(0);
      at = 0;
      return Promise.resolve();
    },
    close() {
      access.close();
      return Promise.resolve();
    },
  };
}

/** Nothing takes the copy for a whole file before it has a record, and that is added last. */
async function copy(from: OwnFile, folder: FileSystemDirectoryHandle, name: string): Promise<void> {
  const to = await (await made(folder, name)).createSyncAccessHandle();
  try {
    const file = await from.getFile();
    const writing = writingTo(to, 0);
    await writing.clear();
    for (let at = 0; at < file.size; at += COPIED_BYTES) {
      await writing.write(new Uint8Array(await file.slice(at, at + COPIED_BYTES).arrayBuffer()));
    }
    await writing.flush();
    if (to.getSize() !== file.size) {
      throw new DOMException('the copy is not whole', 'QuotaExceededError');
    }
  } finally {
    to.close();
  }
}
