import {
  closeSync,
  fstatSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accessHandleSource, bytesSource, fileSource } from '../../src/weights/source';
import { codeOf } from '../support/code-of';

const BYTES = Uint8Array.from({ length: 1000 }, (_, i) => i % 251);

let folder: string;
let file: number;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'supir-panel-source-'));
  writeFileSync(join(folder, 'weights'), BYTES);
  file = openSync(join(folder, 'weights'), 'r');
});
afterAll(() => {
  closeSync(file);
  rmSync(folder, { recursive: true });
});

/** A file of the disk behind the calls that a file of the browser's private file system has. */
const handle = {
  getSize: () => fstatSync(file).size,
  read: (buffer: Uint8Array, { at }: { at: number }) =>
    readSync(file, buffer, 0, buffer.length, at),
};

test.each([
  ['bytes', () => bytesSource('weights', BYTES)],
  ['an access handle', () => accessHandleSource(handle, 'weights')],
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
  const shrunk = accessHandleSource({ ...handle, getSize: () => 2000 }, 'weights');
  expect(codeOf(() => shrunk.read(990, 20))).toBe('model-file-unreadable');
  const closed = accessHandleSource(
    {
      ...handle,
      read: () => {
        throw new Error('InvalidStateError');
      },
    },
    'weights',
  );
  expect(codeOf(() => closed.read(0, 1))).toBe('model-file-unreadable');
});

test('picked files are read in workers only', () => {
  expect(() => fileSource(new Blob([BYTES]), 'weights')).toThrow();
});
