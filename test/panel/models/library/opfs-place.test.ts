import { createOpfsPlace } from '../../../../panel/models/library/opfs-place';

/** How many bytes a disk still takes, and at most with one call. */
interface Disk {
  room: number;
  readonly atOnce: number;
}

/** The browser's file system where files cannot be moved, in memory: no test outside a browser has one. */
class FakeFile {
  bytes: Uint8Array<ArrayBuffer> = new Uint8Array(0);
  constructor(private readonly disk: Disk) {}

  getFile(): Promise<Blob> {
    return Promise.resolve(new Blob([this.bytes]));
  }

  createSyncAccessHandle() {
    return Promise.resolve({
      write: (added: Uint8Array, { at }: { at: number }): number => {
        const count = Math.min(added.byteLength, this.disk.atOnce, this.disk.room);
        this.disk.room -= count;
        const grown = new Uint8Array(Math.max(this.bytes.length, at + count));
        grown.set(this.bytes);
        grown.set(added.subarray(0, count), at);
        this.bytes = grown;
        return count;
      },
      truncate: (length: number): void => {
        this.bytes = this.bytes.slice(0, length);
      },
      getSize: () => this.bytes.length,
      flush: () => undefined,
      close: () => undefined,
    });
  }
}

class FakeFolder {
  private readonly folders = new Map<string, FakeFolder>();
  readonly files = new Map<string, FakeFile>();
  constructor(private readonly disk: Disk) {}

  getDirectoryHandle(name: string): Promise<FakeFolder> {
    const folder = this.folders.get(name) ?? new FakeFolder(this.disk);
    this.folders.set(name, folder);
    return Promise.resolve(folder);
  }

  getFileHandle(name: string, { create = false } = {}): Promise<FakeFile> {
    const file = this.files.get(name) ?? (create ? new FakeFile(this.disk) : null);
    if (file === null) return Promise.reject(new DOMException('none', 'NotFoundError'));
    this.files.set(name, file);
    return Promise.resolve(file);
  }

  removeEntry(name: string): Promise<void> {
    return this.files.delete(name)
      ? Promise.resolve()
      : Promise.reject(new DOMException('none', 'NotFoundError'));
  }

  async *keys(): AsyncIterable<string> {
    yield* await Promise.resolve([...this.files.keys()]);
  }
}

const BYTES = Uint8Array.from({ length: 1000 }, (_, i) => i & 255);

async function finish(disk: Disk, before: Uint8Array<ArrayBuffer> | null = null) {
  const root = new FakeFolder(disk);
  const place = createOpfsPlace({ getDirectory: () => Promise.resolve(root) } as never);
  if (before !== null) {
    const folder = await (
      await root.getDirectoryHandle('supir-panel-models')
    ).getDirectoryHandle('whole');
    (await folder.getFileHandle('one', { create: true })).bytes = before;
  }
  const writing = await place.write('one', 0);
  await writing!.write(BYTES);
  await writing!.close();
  return { place, finished: place.finish('one') };
}

describe('a file that is copied where it cannot be moved', () => {
  it.each([
    ['in one piece', 1e9, null],
    ['by a browser that writes a part of what it is given', 7, null],
    ['over what an earlier try left', 1e9, new Uint8Array(2000).fill(9)],
  ])('is whole: %s', async (_, atOnce, before) => {
    const { place, finished } = await finish({ room: 1e9, atOnce }, before);
    await finished;
    expect(new Uint8Array(await (await place.open('one'))!.arrayBuffer())).toEqual(BYTES);
    expect(await place.list()).toEqual([{ id: 'one', isWhole: true }]);
  });

  it('is not removed where the copy has no room', async () => {
    const { place, finished } = await finish({ room: 1500, atOnce: 1e9 });
    await expect(finished).rejects.toMatchObject({ name: 'QuotaExceededError' });
    expect(await place.list()).toContainEqual({ id: 'one', isWhole: false });
  });
});
