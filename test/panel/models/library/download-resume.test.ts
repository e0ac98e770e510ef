import { type Fault, type FileServerOptions } from '../../../support/file-server';
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
  start,
  tearDown,
} from './downloading';

beforeEach(setUp);
afterEach(tearDown);

describe('a download that is interrupted goes on with the next byte', () => {
  const half: FileServerOptions[] = [
    {},
    { etag: null, lastModified: 'Sun, 06 Nov 2022 08:49:37 GMT' },
    { etag: 'W/"first"' },
    { etag: null },
  ];
  it.each(half)('after a cut, server %j', async (options) => {
    const server = await serve(options);
    server.next({ cutAfter: 1_200_000 });
    const { seen, result } = start();
    await result;
    await expectWhole();
    const [, again] = server.asked;
    expect(again?.range).toMatch(/^bytes=[1-9]\d*-$/);
    // A weak tag must not be a condition.
    expect(again?.ifRange).toBe(
      options.etag === undefined
        ? '"first"'
        : options.etag === null
          ? (options.lastModified ?? null)
          : null,
    );
    expect(seen.every(({ beganAgain }) => !beganAgain)).toBe(true);
  });

  it.each<[string, Fault]>([
    ['behind the head', { headAlone: true }],
    ['behind the first byte', { cutAfter: 1 }],
    ['before the first bytes are enough to look at', { cutAfter: 511 }],
    ['right behind those', { cutAfter: 512 }],
    ['before the last byte', { cutAfter: FILE.byteLength - 1 }],
  ])('after a cut %s', async (_, fault) => {
    const server = await serve();
    server.next(fault);
    const { seen, result } = start();
    await result;
    await expectWhole();
    expect(ranges()[0]).toBeNull();
    expect(seen.every(({ beganAgain }) => !beganAgain)).toBe(true);
  });

  it('where a server sends no more than a part at a time, though nobody asked for parts', async () => {
    const server = await serve();
    server.next(...Array.from({ length: 4 }, (): Fault => ({ atMost: 700_000 })));
    await start().result;
    await expectWhole();
    expect(ranges()).toEqual([null, ...[7, 14, 21, 28].map((n) => `bytes=${n}00000-`)]);
  });

  it('where the first answer was packed, and the rest is not', async () => {
    const server = await serve();
    server.next({ packed: true });
    const { seen, result } = start();
    await result;
    await expectWhole();
    expect(seen.at(-1)?.totalBytes).toBe(FILE.byteLength);
  });

  it('after a cancel, and in a page that was loaded anew', async () => {
    const server = await serve();
    server.next({ stallAfter: 1_500_000 });
    const controller = new AbortController();
    const { result } = start({}, {}, controller.signal, ({ doneBytes }) => {
      if (doneBytes >= 1_500_000) controller.abort();
    });
    await expect(result).rejects.toMatchObject({ name: 'AbortError' });
    await expectNothingWhole();
    const [partial] = await bench.records.partials();
    expect(partial).toMatchObject({ name: NAME, offset: 1_500_000, totalBytes: FILE.byteLength });
    expect(await unfinishedLength(bench.folder, 'one')).toBe(1_500_000);
    await start({}, { newId: () => 'two' }).result;
    await expectWhole();
    expect(ranges()).toEqual([null, 'bytes=1500000-']);
  });

  it('after a page that ended without a word: what is behind the last record is received again', async () => {
    const server = await serve();
    server.next({ cutAfter: 1_500_000 });
    server.next(...NO_BYTES);
    await expect(start().result).rejects.toBeDefined();
    const [partial] = await bench.records.partials();
    // The file is longer than its record says.
    const writing = await createDiskPlace(bench.folder).write('one', partial!.offset);
    await writing!.write(new Uint8Array(12_345));
    await writing!.close();
    await start().result;
    await expectWhole();
  });

  it('after it stalled', async () => {
    const server = await serve();
    server.next({ stallAfter: 1_100_000 });
    await start({}, { stallMs: 1000 }).result;
    await expectWhole();
    expect(ranges().at(-1)).toMatch(/^bytes=[1-9]/);
  });

  it('where a server of another site does not allow the condition', async () => {
    const server = await serve();
    server.next({ cutAfter: 1_100_000 });
    /** As a browser: a header that is not allowed is an error of the network. */
    const strict: typeof fetch = (input, init) =>
      'If-Range' in (init?.headers ?? {})
        ? Promise.reject(new TypeError('Failed to fetch'))
        : fetch(input, init);
    await start({}, { fetch: strict }).result;
    await expectWhole();
    expect(server.asked.map(({ ifRange }) => ifRange)).toEqual([null, null]);
    expect(ranges()[1]).toMatch(/^bytes=\d+-$/);
  });

  it('where a server of another site hides what it sends, by its length', async () => {
    const server = await serve();
    server.next({ cutAfter: 1_100_000 }, { headers: { 'Content-Range': null, ETag: null } });
    await start().result;
    await expectWhole();
    expect(ranges()).toHaveLength(2);
  });

  it('on the condition that a server told first, where a later answer leaves it out', async () => {
    const server = await serve();
    server.next({ cutAfter: 1_100_000 }, { cutAfter: 1_100_000, headers: { ETag: null } });
    await start().result;
    await expectWhole();
    expect(server.asked.map(({ ifRange }) => ifRange)).toEqual([null, '"first"', '"first"']);
  });

  it('where all bytes were there, and only their record was not', async () => {
    const server = await serve();
    await start().result;
    const [file] = await bench.records.files();
    await bench.records.removeFile(file!.id);
    await bench.records.putPartial({
      name: NAME,
      id: 'one',
      address: `${server.url}${NAME}`,
      offset: FILE.byteLength,
      totalBytes: FILE.byteLength,
      version: { etag: null, lastModified: null },
      hash: new Uint8Array(0),
      saveTo: null,
    });
    await start().result;
    await expectWhole();
    expect(server.asked).toHaveLength(1);
  });

  it('where a server says so: 416 behind the last byte', async () => {
    const server = await serve();
    server.next(
      { headers: { 'Content-Length': null, 'Transfer-Encoding': 'chunked' } },
      { cutAfter: 0 },
    );
    const controller = new AbortController();
    const first = start({ bytes: null }, {}, controller.signal, ({ doneBytes }) => {
      if (doneBytes === FILE.byteLength) controller.abort();
    });
    await first.result.catch(() => undefined);
    await start({ bytes: null }).result;
    await expectWhole();
  });
});
