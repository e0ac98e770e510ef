import {
  type DownloadDeps,
  type DownloadProgress,
} from '../../../../panel/models/library/download';
import { startFileServer, type Fault } from '../../../support/file-server';
import { codeOf } from '../../../support/code-of';
import { createDiskPlace, unfinishedLength } from './disk-place';
import {
  bench,
  expectNothingWhole,
  expectWhole,
  FILE,
  NAME,
  NO_BYTES,
  ranges,
  serve,
  setUp,
  sha256,
  start,
  tearDown,
} from './downloading';

beforeEach(setUp);
afterEach(tearDown);

describe('a download', () => {
  it('is whole when its hash is right, and counted from 0 to its length', async () => {
    const server = await serve();
    const { seen, result } = start();
    expect(await result).toMatchObject({
      id: 'one',
      name: NAME,
      byteLength: FILE.byteLength,
      sha256: sha256(FILE),
    });
    await expectWhole();
    const counts = seen.map(({ doneBytes }) => doneBytes);
    expect([counts[0], counts.at(-1)]).toEqual([0, FILE.byteLength]);
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
    expect(server.asked).toHaveLength(1);
    expect(server.asked[0]).toMatchObject({
      range: null,
      ifRange: null,
      referer: null,
      cookie: null,
    });
  });

  it('follows a redirect to another host, also when it goes on there', async () => {
    const far = await startFileServer(FILE);
    const server = await serve();
    server.always({ redirectTo: far.url.replace('127.0.0.1', 'localhost') });
    far.next({ cutAfter: 1_000_000 });
    await start().result;
    await expectWhole();
    expect(far.asked.map(({ ifRange }) => ifRange)).toEqual([null, '"first"']);
    await far.close();
  });

  it('of a length that nobody knows is taken as it comes', async () => {
    const server = await serve();
    server.next({ headers: { 'Content-Length': null } });
    const { seen, result } = start({ bytes: null });
    await result;
    await expectWhole();
    expect(seen.some(({ totalBytes }) => totalBytes === null)).toBe(true);
  });
});

describe('a download begins again, and says so', () => {
  const begun = async (...faults: Fault[]): Promise<DownloadProgress[]> => {
    const server = await serve();
    server.next({ cutAfter: 1_100_000 }, ...faults);
    const { seen, result } = start();
    await result;
    await expectWhole();
    expect(seen.at(-1)?.beganAgain).toBe(true);
    return seen;
  };

  it('where the server answers a range with the whole file', async () => {
    await begun({ ignoreRange: true });
    expect(ranges()).toHaveLength(2);
  });

  it.each<[string, Fault]>([
    ['names another version', { headers: { ETag: '"second"' } }],
    [
      'sends another range',
      { headers: { 'Content-Range': `bytes 5-${FILE.byteLength - 1}/${FILE.byteLength}` } },
    ],
    ['knows of another length', { headers: { 'Content-Range': 'bytes 1100000-3999999/4000000' } }],
    [
      'sends several ranges',
      { headers: { 'Content-Type': 'multipart/byteranges; boundary=x', 'Content-Range': null } },
    ],
    [
      'sends several ranges, and says that it is one',
      { headers: { 'Content-Type': 'multipart/byteranges; boundary=x' } },
    ],
    ['sends a range without its length', { headers: { 'Content-Range': 'bytes 7-/*' } }],
    ['has no such byte', { status: 416, headers: { 'Content-Range': 'bytes */5' } }],
  ])('where it %s', async (_, fault) => {
    await begun(fault);
    expect(ranges()[2]).toBeNull();
  });

  it('where what was kept is gone, or is no state of a hash', async () => {
    const server = await serve();
    const spoilt = async (spoil: () => Promise<unknown>): Promise<void> => {
      server.next({ cutAfter: 1_100_000 }, ...NO_BYTES);
      await expect(start().result).rejects.toBeDefined();
      await spoil();
      const { seen, result } = start();
      await result;
      await expectWhole();
      expect(seen[0]).toMatchObject({ doneBytes: 0, beganAgain: true });
      await bench.records.removeFile('one');
    };
    await spoilt(() => createDiskPlace(bench.folder).remove('one'));
    await spoilt(async () => {
      const [partial] = await bench.records.partials();
      await bench.records.putPartial({ ...partial!, hash: new Uint8Array(5) });
    });
  });
});

describe('room', () => {
  it('is looked for before the first request', async () => {
    const server = await serve();
    const freeBytes = (): Promise<number> => Promise.resolve(2_000_000);
    expect(await codeOf(start({}, { freeBytes }).result)).toBe('library-full');
    expect(server.asked).toEqual([]);
  });

  it('is looked for before the first byte, where only the server knows the length', async () => {
    await serve();
    const freeBytes = (): Promise<number> => Promise.resolve(2_000_000);
    expect(await codeOf(start({ bytes: null }, { freeBytes }).result)).toBe('library-full');
    expect(await unfinishedLength(bench.folder, 'one')).toBe(0);
  });

  it.each(['QuotaExceededError', 'NoModificationAllowedError', 'SecurityError'])(
    'that ends on the way (%s) is named, and what was written stays',
    async (name) => {
      await serve();
      const disk = createDiskPlace(bench.folder);
      let room = 1_500_000;
      const place: DownloadDeps['place'] = {
        ...disk,
        async write(id, length) {
          const writing = await disk.write(id, length);
          return (
            writing && {
              ...writing,
              write(bytes) {
                room -= bytes.byteLength;
                if (room < 0) return Promise.reject(new DOMException('no', name));
                return writing.write(bytes);
              },
            }
          );
        },
      };
      const codes: Record<string, string> = {
        QuotaExceededError: 'library-full',
        NoModificationAllowedError: 'library-busy',
        SecurityError: 'library-refused',
      };
      expect(await codeOf(start({}, { place }).result)).toBe(codes[name]);
      await expectNothingWhole();
      await start().result;
      await expectWhole();
    },
  );
});
