import {
  openLibraryDatabase,
  type LibraryDatabase,
} from '../../../../panel/models/library/database';
import { createIndexedPlace } from '../../../../panel/models/library/indexed-place';
import { createIndexedRecords } from '../../../../panel/models/library/indexed-records';
import type { Place, Writing } from '../../../../panel/models/library/place';
import type { KeptRecord } from '../../../../panel/models/library/records';
import { DISK_IS_FULL, freshBrowser, heal, PAGE_ENDS, strike } from '../../stories/browser-storage';

let db: LibraryDatabase;
let place: Place;
beforeEach(async () => {
  freshBrowser();
  db = await openLibraryDatabase();
  place = createIndexedPlace(db);
});
afterEach(() => db.close());

const bytes = (from: number, to: number): Uint8Array =>
  Uint8Array.from({ length: to - from }, (_, i) => from + i);

async function begun(id: string, length: number): Promise<Writing> {
  const writing = await place.write(id, length);
  if (writing === null) throw new Error(`“${id}” has fewer bytes`);
  return writing;
}

/** Writes bytes `from` to `to` behind the first `from`, in pieces of three. */
async function write(id: string, from: number, to: number): Promise<void> {
  const writing = await begun(id, from);
  for (let at = from; at < to; at += 3) await writing.write(bytes(at, Math.min(to, at + 3)));
  await writing.flush();
  await writing.close();
}

async function whole(id: string): Promise<readonly number[] | null> {
  const blob = await place.open(id);
  return blob && [...new Uint8Array(await blob.arrayBuffer())];
}

test.each([0, 1, 9, 10])('a file goes on behind its first %d bytes', async (kept) => {
  await write('one', 0, 10);
  await write('one', kept, 17);
  // None of it is shown before it is whole.
  expect(await whole('one')).toBeNull();
  expect(await place.list()).toEqual([{ id: 'one', isWhole: false }]);
  await place.finish('one');
  expect(await whole('one')).toEqual([...bytes(0, 17)]);
  expect(await place.list()).toEqual([{ id: 'one', isWhole: true }]);
});

test('a file that has fewer bytes than were noted cannot go on', async () => {
  expect(await place.write('one', 1)).toBeNull();
  await write('one', 0, 10);
  expect(await place.write('one', 11)).toBeNull();
});

test('ranges of a file are read', async () => {
  await write('one', 0, 10);
  await place.finish('one');
  const blob = await place.open('one');
  expect([...new Uint8Array(await blob!.slice(4, 7).arrayBuffer())]).toEqual([4, 5, 6]);
});

test('what is dropped, and what is removed, is not there any more; others are', async () => {
  await write('other', 0, 4);
  await write('one', 0, 10);
  const writing = await begun('one', 10);
  await writing.clear();
  await writing.write(bytes(0, 3));
  await writing.flush();
  await place.finish('one');
  expect(await whole('one')).toEqual([0, 1, 2]);
  await place.remove('one');
  expect(await place.list()).toEqual([{ id: 'other', isWhole: false }]);
});

test.each([
  ['the disk is full', DISK_IS_FULL, 'QuotaExceededError'],
  ['the page ends', PAGE_ENDS, 'InvalidStateError'],
])('what was safe stays where %s', async (_, fault, name) => {
  await write('one', 0, 10);
  const writing = await begun('one', 10);
  await writing.write(bytes(10, 20));
  strike(fault);
  await expect(writing.flush()).rejects.toMatchObject({ name });
  heal();
  await write('one', 10, 20);
  await place.finish('one');
  expect(await whole('one')).toEqual([...bytes(0, 20)]);
});

test('a file gets its record and its download loses it at once, or neither does', async () => {
  const records = createIndexedRecords(db);
  const file: KeptRecord = { id: 'one', name: 'a', byteLength: 1, sha256: '', keptAtMs: 0 };
  const partial = {
    name: 'a',
    id: 'one',
    address: 'http://x/',
    offset: 1,
    totalBytes: 1,
    version: { etag: null, lastModified: null },
    hash: new Uint8Array(3),
    saveTo: null,
  };
  await records.putPartial(partial);
  strike(PAGE_ENDS);
  await expect(records.addFile(file, 'a')).rejects.toThrow();
  heal();
  expect([await records.files(), await records.partials()]).toEqual([[], [partial]]);
  await records.addFile(file, 'a');
  expect([await records.files(), await records.partials()]).toEqual([[file], []]);
});
