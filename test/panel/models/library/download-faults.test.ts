import { delay } from '../../../../src/core/abort';
import {
  MAX_BEGINNINGS,
  MAX_TRIES,
  type DownloadDeps,
  type DownloadJob,
} from '../../../../panel/models/library/download';
import { type Fault } from '../../../support/file-server';
import { codeOf } from '../../../support/code-of';
import type { Place } from '../../../../panel/models/library/place';
import { createDiskPlace, unfinishedLength } from './disk-place';
import {
  bench,
  expectNothingWhole,
  expectWhole,
  FILE,
  modelBytes,
  NO_BYTES,
  OTHER,
  ranges,
  serve,
  setUp,
  start,
  tearDown,
} from './downloading';

beforeEach(setUp);
afterEach(tearDown);

describe('a download that cannot be', () => {
  /** Receives so many bytes, and is called off. */
  const stoppedAt = async (bytes: number): Promise<void> => {
    const server = await serve();
    server.next({ stallAfter: bytes });
    const controller = new AbortController();
    const stopped = start({}, {}, controller.signal, ({ doneBytes }) => {
      if (doneBytes >= bytes) controller.abort();
    });
    await expect(stopped.result).rejects.toMatchObject({ name: 'AbortError' });
  };

  const failure = async (
    faults: readonly Fault[],
    constant: Fault | null = null,
    job: Partial<DownloadJob> = {},
    deps: Partial<DownloadDeps> = {},
  ): Promise<string | null> => {
    const server = await serve();
    server.next(...faults);
    server.always(constant);
    const code = await codeOf(start(job, deps).result);
    await expectNothingWhole();
    return code;
  };

  it.each<[string, Fault]>([
    ['download-sign-in', { status: 401 }],
    ['download-forbidden', { status: 403 }],
    ['download-missing', { status: 404 }],
    ['download-missing', { status: 410 }],
    ['download-server-failed', { status: 400 }],
    ['download-server-failed', { status: 204 }],
    [
      'download-is-page',
      {
        status: 200,
        headers: { 'Content-Type': 'text/html; charset=utf-8' },
        body: '<!doctype html>',
      },
    ],
    ['model-is-web-page', { status: 200, body: '<!doctype html><html>'.repeat(40) }],
    ['download-other-length', { headers: { 'Content-Length': '2999999' } }],
  ])('ends at once: %s, %j', async (code, fault) => {
    expect(await failure([fault])).toBe(code);
    expect(bench.server.asked).toHaveLength(1);
    expect(bench.waited).toEqual([]);
  });

  it('ends at once where the first bytes are those of a page', async () => {
    const page = '<!doctype html><html>'.repeat(40);
    const fault = {
      status: 200,
      headers: { 'Content-Type': 'application/octet-stream' },
      body: page,
    };
    expect(await failure([fault], null, { bytes: null })).toBe('model-is-web-page');
    expect((await bench.records.partials())[0]?.offset).toBe(0);
  });

  it('ends where more bytes come than the file has', async () => {
    const long = modelBytes(FILE.byteLength + 5);
    const server = await serve({}, long);
    server.next({ headers: { 'Content-Length': null, 'Transfer-Encoding': 'chunked' } });
    expect(await codeOf(start().result)).toBe('download-other-length');
    await expectNothingWhole();
  });

  it.each<[string, Fault]>([
    ['download-server-failed', { status: 500 }],
    ['download-server-failed', { status: 503 }],
    ['download-busy', { status: 429 }],
    ['download-stalled', { silent: true }],
    ['download-unreachable', { cutAfter: 0 }],
    ['download-cut', { headAlone: true }],
    // Words that are no waits, and waits that are over: a busy server is not asked without a pause.
    ['download-busy', { status: 429, headers: { 'Retry-After': '0' } }],
    ['download-busy', { status: 429, headers: { 'Retry-After': '-5' } }],
    ['download-busy', { status: 429, headers: { 'Retry-After': 'soon' } }],
    ['download-busy', { status: 429, headers: { 'Retry-After': '120.5' } }],
    [
      'download-server-failed',
      { status: 503, headers: { 'Retry-After': 'Sun, 06 Nov 1960 08:49:37 GMT' } },
    ],
  ])('ends after some tries, with growing waits: %s, %j', async (code, fault) => {
    const deps = 'silent' in fault ? { stallMs: 40 } : {};
    expect([code, 'download-cut']).toContain(await failure([], fault, {}, deps));
    expect(bench.server.asked.length).toBeGreaterThanOrEqual(MAX_TRIES);
    expect(bench.waited).toEqual([1000, 2000, 4000, 8000]);
  });

  it('ends where no bytes come any more, and keeps those that came', async () => {
    expect(await failure([{ cutAfter: 1_100_000 }, ...NO_BYTES])).toMatch(
      /^download-(cut|unreachable)$/,
    );
    const [partial] = await bench.records.partials();
    expect(partial!.offset).toBeGreaterThan(0);
    await start().result;
    await expectWhole();
    expect(ranges().at(-1)).toBe(`bytes=${partial!.offset}-`);
  });

  it('is not reached: no server there', async () => {
    const server = await serve();
    const address = server.url;
    await server.close();
    expect(await codeOf(start({ address }).result)).toBe('download-unreachable');
  });

  it('waits as long as the server says, and is then sent', async () => {
    const server = await serve();
    server.next(
      { status: 429, headers: { 'Retry-After': '7' } },
      { status: 503, headers: { 'Retry-After': 'Thu, 01 Jan 1970 00:00:09 GMT' } },
    );
    const { seen, result } = start();
    await result;
    await expectWhole();
    expect(bench.waited).toEqual([7000, 9000]);
    expect(seen.flatMap(({ waitsUntilMs }) => waitsUntilMs ?? [])).toEqual([7000, 9000]);
  });

  it.each(['86400', '9'.repeat(40), 'Thu, 01 Jan 2099 00:00:00 GMT'])(
    'does not wait for hours: %s',
    async (wait) => {
      const fault = { status: 429, headers: { 'Retry-After': wait } };
      expect(await failure([fault])).toBe('download-busy');
      expect(bench.waited).toEqual([]);
    },
  );

  it('ends where a redirect leads back to itself', async () => {
    const server = await serve();
    server.always({ redirectTo: `${server.url}again` });
    expect(await codeOf(start().result)).toBe('download-unreachable');
    await expectNothingWhole();
  });

  it('hears a cancel while it waits', async () => {
    const server = await serve();
    server.always({ status: 429, headers: { 'Retry-After': '600' } });
    const controller = new AbortController();
    const { result } = start({}, { wait: delay }, controller.signal, ({ waitsUntilMs }) => {
      if (waitsUntilMs !== null) controller.abort();
    });
    await expect(result).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('hears a cancel between two looks at the room', async () => {
    const server = await serve();
    server.always({ stallAfter: 0 });
    const controller = new AbortController();
    let looks = 0;
    const freeBytes = (): Promise<number> => {
      if (++looks === 1) controller.abort();
      return Promise.resolve(1e12);
    };
    const { result } = start({}, { freeBytes }, controller.signal);
    await expect(result).rejects.toMatchObject({ name: 'AbortError' });
    expect(server.asked).toEqual([]);
  });

  it.each<[string, string, ...Fault[]]>([
    [
      'a page in place of the rest',
      'model-is-web-page',
      { status: 200, body: '<!doctype html><html>'.repeat(40) },
    ],
    [
      'the page of a network that wants a sign-in, at the file’s length',
      'model-is-web-page',
      {
        status: 200,
        headers: { 'Content-Length': String(FILE.byteLength) },
        body: '<!doctype html><html>'.repeat(40).padEnd(FILE.byteLength),
      },
    ],
    [
      'another version, and then a refusal',
      'download-forbidden',
      { headers: { ETag: '"second"' } },
      { status: 403 },
    ],
    [
      'no such byte, and then an answer of another length',
      'download-other-length',
      { status: 416, headers: { 'Content-Range': 'bytes */5' } },
      { status: 200, headers: { 'Content-Length': '5' }, body: 'short' },
    ],
    [
      'another version, of which nothing but a few bytes comes',
      'download-forbidden',
      { headers: { ETag: '"second"' } },
      { status: 200, body: 'short' },
      { status: 403 },
    ],
  ])('loses nothing of what is there by %s', async (_, code, ...faults) => {
    await stoppedAt(1_100_000);
    bench.server.next(...faults);
    expect(await codeOf(start().result)).toBe(code);
    expect((await bench.records.partials())[0]?.offset).toBe(1_100_000);
    await start().result;
    await expectWhole();
    expect(ranges().at(-1)).toBe('bytes=1100000-');
  });

  it('ends where more bytes come than are missing; what was there before stays', async () => {
    await stoppedAt(1_100_000);
    const headers = { 'Content-Range': 'bytes 1100000-2999999/3000000' };
    bench.server.next({ status: 206, headers, body: 'x'.repeat(1_900_005) });
    expect(await codeOf(start().result)).toBe('download-other-length');
    expect((await bench.records.partials())[0]?.offset).toBeGreaterThanOrEqual(1_100_000);
    expect(await codeOf(start().result)).toBe('download-damaged');
    await expectNothingWhole();
  });

  it('ends where the file changes again and again', async () => {
    const server = await serve();
    for (let i = 0; i < MAX_BEGINNINGS; i++) {
      server.next({ cutAfter: 1_100_000 }, { headers: { ETag: `"version ${i}"` } });
    }
    expect(await codeOf(start().result)).toBe('download-changed');
    await expectNothingWhole();
  });

  it('is damaged where the hash is another one: nothing of it stays, and the next try begins anew', async () => {
    const server = await serve({}, OTHER);
    expect(await codeOf(start().result)).toBe('download-damaged');
    await expectNothingWhole();
    expect(await bench.records.partials()).toEqual([]);
    expect(await unfinishedLength(bench.folder, 'one')).toBeNull();
    server.next({ replace: FILE, etag: '"second"' });
    await start().result;
    await expectWhole();
    expect(ranges()).toEqual([null, null]);
  });

  it('is damaged, and not brought back by a place that writes what it still has', async () => {
    await serve({}, OTHER);
    const place = createDiskPlace(bench.folder);
    const late: Place = {
      ...place,
      async write(id, length) {
        const writing = await place.write(id, length);
        const again = async (): Promise<void> => (await place.write(id, 0))?.close();
        return writing && { ...writing, flush: () => writing.flush().catch(again) };
      },
    };
    expect(await codeOf(start({}, { place: late }).result)).toBe('download-damaged');
    expect(await place.list()).toEqual([]);
  });

  it('is damaged where two halves are of two files and no server said so', async () => {
    const server = await serve({ etag: null });
    server.next({ cutAfter: 1_100_000 }, { replace: OTHER, etag: null });
    expect(await codeOf(start().result)).toBe('download-damaged');
    await expectNothingWhole();
  });
});
