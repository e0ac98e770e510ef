import {
  closeSync,
  fstatSync,
  ftruncateSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bytesSource, fileSource } from '../../src/weights/byte-source';
import { codeOf } from '../support/code-of';

const BYTES = Uint8Array.from({ length: 1000 }, (_, i) => i % 251);

let folder: string;
let file: number;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'supir-panel-source-'));
  writeFileSync(join(folder, 'weights'), BYTES);
  file = openSync(join(folder, 'weights'), 'r+');
});
afterEach(() => {
  closeSync(file);
  rmSync(folder, { recursive: true });
});

/** A file of the disk as a browser's `File`: as long as it was when it was picked. */
function picked(): Blob {
  const slice = (from: number, to: number) => ({ from, to });
  return { size: fstatSync(file).size, slice } as unknown as Blob;
}

/** Reads slices of `picked()` as a worker's `FileReaderSync` does. */
class FileReaderSync {
  readAsArrayBuffer({ from, to }: { from: number; to: number }): ArrayBuffer {
    const bytes = new Uint8Array(to - from);
    const length = readSync(file, bytes, 0, bytes.length, from);
    return bytes.slice(0, length).buffer;
  }
}

describe('reading ahead of the adapter', () => {
  beforeAll(() => Object.assign(globalThis, { FileReaderSync }));
  afterAll(() => Reflect.deleteProperty(globalThis, 'FileReaderSync'));

  const blob = new Blob([BYTES]);
  const cut = Object.assign(new Blob([BYTES]), { slice: () => new Blob([BYTES.slice(0, 3)]) });
  const unplugged = Object.assign(new Blob([BYTES]), {
    slice: () => ({ arrayBuffer: () => Promise.reject(new Error('NotReadableError')) }),
  });

  test.each([
    ['bytes', () => bytesSource('weights', BYTES)],
    ['a picked file', () => fileSource(blob, 'weights')],
  ])('%s: the range as memory of its own', async (_, open) => {
    const source = open();
    const bytes = await source.readAsync(37, 5);
    expect([...bytes]).toEqual([37, 38, 39, 40, 41]);
    bytes.fill(0);
    expect([...(await source.readAsync(37, 1))]).toEqual([37]);
    expect(await codeOf(source.readAsync(999, 2))).toBe('model-file-truncated');
    expect(source.key).toBe(open().key);
  });

  test('a file that was cut or unplugged meanwhile is named', async () => {
    for (const file of [cut, unplugged]) {
      const reading = fileSource(file, 'weights').readAsync(0, 10);
      expect(await codeOf(reading)).toBe('model-file-unreadable');
    }
  });

  test('a file that was changed is another one, and so are two blobs', () => {
    const file = (lastModified: number, name = 'a') =>
      fileSource(new File([BYTES], name, { lastModified }), 'weights').key;
    expect(file(1)).toBe(file(1));
    expect(file(1)).not.toBe(file(2));
    expect(file(1)).not.toBe(file(1, 'b'));
    expect(fileSource(new Blob([BYTES]), 'a').key).not.toBe(fileSource(new Blob([BYTES]), 'a').key);
  });
});

describe('sources', () => {
  beforeAll(() => Object.assign(globalThis, { FileReaderSync }));
  afterAll(() => Reflect.deleteProperty(globalThis, 'FileReaderSync'));

  test.each([
    ['bytes', () => bytesSource('weights', BYTES)],
    ['a picked file', () => fileSource(picked(), 'weights')],
  ])('%s: exactly the range that was asked for', (_, open) => {
    const source = open();
    expect(source.byteLength).toBe(1000);
    expect([...source.read(37, 5)]).toEqual([37, 38, 39, 40, 41]);
    expect(source.read(1000, 0)).toHaveLength(0);
    expect(source.read(0, 1000)).toEqual(BYTES);
    expect(codeOf(() => source.read(999, 2))).toBe('model-file-truncated');
    expect(codeOf(() => source.read(-1, 2))).toBe('model-file-truncated');
  });

  test('a file that shrank or went away is named', () => {
    const shrunk = fileSource(picked(), 'weights');
    ftruncateSync(file, 500);
    expect(codeOf(() => shrunk.read(490, 20))).toBe('model-file-unreadable');
    const gone = fileSource(
      {
        size: 1000,
        slice: () => {
          throw new Error('NotFoundError');
        },
      } as unknown as Blob,
      'weights',
    );
    expect(codeOf(() => gone.read(0, 1))).toBe('model-file-unreadable');
  });
});

test('picked files are read in workers only', () => {
  expect(() => fileSource(new Blob([BYTES]), 'weights')).toThrow();
});
