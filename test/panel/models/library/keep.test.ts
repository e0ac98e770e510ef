import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { hashOf, SLICE_BYTES, startHash } from '../../../../panel/models/library/hash';
import { keepFile, type KeepDeps } from '../../../../panel/models/library/keep';
import type { Place, PlaceKind } from '../../../../panel/models/library/place';
import { checkAllKept, openKept, reachedPartials } from '../../../../panel/models/library/places';
import type { Records } from '../../../../panel/models/library/records';
import { checkKept, sweep } from '../../../../panel/models/library/tidy';
import { codeOf } from '../../../support/code-of';
import { createDiskPlace, createMemoryRecords } from './disk-place';

const BYTES = Uint8Array.from({ length: 2 * SLICE_BYTES + 5 }, (_, i) => (i * 7 + (i >> 11)) & 255);
const SHA256 = createHash('sha256').update(BYTES).digest('hex');
const FILE = new Blob([BYTES]);
const NAME = 'base.safetensors';
const NEVER = new AbortController().signal;

/** As a visit begins. */
async function tidy(where: Place, kept: Records): ReturnType<typeof checkKept> {
  await sweep(where, kept);
  const checked = await checkKept(where, kept);
  await sweep(where, kept);
  return checked;
}

let folder: string;
let place: Place;
let records: Records;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'library-'));
  place = createDiskPlace(folder);
  records = createMemoryRecords();
});
afterEach(() => rm(folder, { recursive: true }));

function keep(
  deps: Partial<KeepDeps> = {},
  signal: AbortSignal = NEVER,
  onProgress: (bytes: number) => void = () => undefined,
): ReturnType<typeof keepFile> {
  return keepFile(
    FILE,
    NAME,
    {
      place,
      records,
      freeBytes: () => Promise.resolve(null),
      newId: () => 'one',
      wallClockMs: () => 5,
      ...deps,
    },
    { signal, onProgress },
  );
}

/** The disk, until its room is used up. */
function fullAfter(bytes: number, name: string): Place {
  let room = bytes;
  return {
    ...place,
    async write(id, length) {
      const writing = await place.write(id, length);
      return (
        writing && {
          ...writing,
          write(added) {
            room -= added.byteLength;
            return room < 0 ? Promise.reject(new DOMException('no', name)) : writing.write(added);
          },
        }
      );
    },
  };
}

const nothing = async (): Promise<void> => {
  expect(await records.files()).toEqual([]);
  expect(await place.list()).toEqual([]);
};

describe('a hash', () => {
  it('is the one that others compute, slice by slice', async () => {
    const counted: number[] = [];
    const work = { signal: NEVER, onProgress: (bytes: number) => void counted.push(bytes) };
    expect(await hashOf(FILE, NAME, work)).toBe(SHA256);
    expect(counted).toEqual([SLICE_BYTES, 2 * SLICE_BYTES, BYTES.length]);
    expect(await hashOf(new Blob([]), NAME, work)).toBe(createHash('sha256').digest('hex'));
  });

  it('goes on from what was saved, at any byte', async () => {
    for (const at of [0, 1, 63, 64, 65, 1000]) {
      const first = await startHash();
      first.update(BYTES.subarray(0, at));
      const second = await startHash(structuredClone(first.save()));
      second.update(BYTES.subarray(at));
      expect(second.digest()).toBe(SHA256);
    }
  });

  it('stops at a cancel, and names a file that cannot be read', async () => {
    const controller = new AbortController();
    const stopped = hashOf(FILE, NAME, {
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    await expect(stopped).rejects.toMatchObject({ name: 'AbortError' });
    const gone = {
      size: 5,
      slice: () => ({ arrayBuffer: () => Promise.reject(new Error('gone')) }),
    };
    const work = { signal: NEVER, onProgress: () => undefined };
    expect(await codeOf(hashOf(gone as unknown as Blob, NAME, work))).toBe('model-file-unreadable');
  });
});

describe('a kept file', () => {
  it('is a copy with its hash', async () => {
    expect(await keep()).toEqual({
      id: 'one',
      place: 'opfs',
      name: NAME,
      byteLength: BYTES.length,
      sha256: SHA256,
      keptAtMs: 5,
    });
    expect(await place.list()).toEqual([{ id: 'one', isWhole: true }]);
    const copy = await place.open('one');
    expect(Buffer.compare(Buffer.from(await copy!.arrayBuffer()), BYTES)).toBe(0);
  });

  it('is not begun where there is no room', async () => {
    const freeBytes = (): Promise<number> => Promise.resolve(BYTES.length - 1);
    expect(await codeOf(keep({ freeBytes }))).toBe('library-full');
    await nothing();
  });

  it.each([
    ['QuotaExceededError', 'library-full'],
    ['InvalidStateError', 'library-refused'],
    ['AbortError', 'library-refused'],
  ])('leaves nothing where storage fails on the way: %s', async (name, code) => {
    expect(await codeOf(keep({ place: fullAfter(SLICE_BYTES + 1, name) }))).toBe(code);
    await nothing();
  });

  it('leaves nothing after a cancel', async () => {
    const controller = new AbortController();
    const stopped = keep({}, controller.signal, () => controller.abort());
    await expect(stopped).rejects.toMatchObject({ name: 'AbortError' });
    await nothing();
  });
});

describe('what is kept', () => {
  it('that the browser removed, whole or in part, is gone; what nobody knows of is removed', async () => {
    await keep();
    await keep({ newId: () => 'two' });
    const cut = await place.write('three', 0);
    await cut!.close();
    expect(await tidy(place, records)).toMatchObject({
      kept: [{ id: 'one' }, { id: 'two' }],
      gone: [],
    });
    expect(await place.list()).toHaveLength(2);
    await place.remove('one');
    const [, two] = await records.files();
    await records.addFile({ ...two!, byteLength: 7 }, null);
    const { kept, gone } = await tidy(place, records);
    expect([kept, gone.map(({ id }) => id)]).toEqual([[], ['one', 'two']]);
    await nothing();
  });

  it('and cannot be opened just now is neither shown nor lost', async () => {
    await keep();
    const locked = {
      ...place,
      open: () => Promise.reject(new DOMException('no', 'NoModificationAllowedError')),
    };
    expect(await tidy(locked, records)).toEqual({ kept: [], gone: [] });
    expect((await tidy(place, records)).kept).toHaveLength(1);
  });

  it('of a download that is not whole yet stays', async () => {
    const writing = await place.write('one', 0);
    await writing!.close();
    await records.putPartial({
      name: NAME,
      id: 'one',
      address: 'http://x/',
      offset: 0,
      totalBytes: null,
      version: { etag: null, lastModified: null },
      hash: new Uint8Array(0),
      saveTo: null,
    });
    await tidy(place, records);
    expect(await place.list()).toEqual([{ id: 'one', isWhole: false }]);
  });
});

describe('what is kept in two places', () => {
  let other: Place;
  beforeEach(() => {
    other = createDiskPlace(path.join(folder, 'other'), 'indexed');
    place = createDiskPlace(path.join(folder, 'own'));
  });
  const ids = (files: readonly { readonly id: string }[]): string[] => files.map(({ id }) => id);

  it('is not lost in a visit that reaches one of them alone', async () => {
    await keep();
    expect(await tidy(other, records)).toEqual({ kept: [], gone: [] });
    expect(ids((await tidy(place, records)).kept)).toEqual(['one']);
    expect(await place.list()).toEqual([{ id: 'one', isWhole: true }]);
  });

  it('lies in the browser’s file system where a record does not say', async () => {
    await keep();
    const old = { ...(await records.files())[0]! };
    Reflect.deleteProperty(old, 'place');
    await records.addFile(old, null);
    expect(await tidy(other, records)).toEqual({ kept: [], gone: [] });
    expect(ids((await tidy(place, records)).kept)).toEqual(['one']);
  });

  it('is found in both, and goes on where it was begun', async () => {
    await keep();
    await keep({ place: other, newId: () => 'two' });
    const partial = (id: string, where: PlaceKind) => ({
      name: id,
      id,
      place: where,
      address: 'http://x/',
      offset: 0,
      totalBytes: null,
      version: { etag: null, lastModified: null },
      hash: new Uint8Array(0),
      saveTo: null,
    });
    await records.putPartial(partial('three', 'opfs'));
    await records.putPartial(partial('four', 'indexed'));
    expect(ids((await checkAllKept([place, other], records)).kept)).toEqual(['one', 'two']);
    expect(ids((await checkAllKept([other], records)).kept)).toEqual(['two']);
    expect(ids(await reachedPartials([other], records))).toEqual(['four']);
    expect(ids(await reachedPartials([place, other], records))).toEqual(['three', 'four']);
    expect((await openKept([place, other], records, 'two'))?.keptAtMs).toBe(5);
    expect(await openKept([other], records, 'one')).toBeNull();
    expect(await openKept([place, other], records, 'nobody’s')).toBeNull();
  });
});
