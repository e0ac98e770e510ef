import { checkBridge, type MeasuredBridge } from '../../../../panel/app/diagnostics/check-bridge';
import { checkEngine } from '../../../../panel/app/diagnostics/check-engine';
import {
  checkFileInPage,
  checkFileInWorker,
} from '../../../../panel/app/diagnostics/check-file-ranges';
import { checkFetch, checkFetchRange } from '../../../../panel/app/diagnostics/check-neighbour';
import { checkPage, type PageScope } from '../../../../panel/app/diagnostics/check-page';
import { isPattern, patternBytes } from '../../../../panel/app/diagnostics/transfer';
import { checkPixels } from '../../../../panel/app/diagnostics/check-pixels';
import { checkTimers, type TimerScope } from '../../../../panel/app/diagnostics/check-timers';
import type { AskWorker } from '../../../../panel/app/diagnostics/check-worker';
import type { Image, Image8 } from '../../../../src/core/image';
import { nextTask } from '../../../support/wait';

const NEVER = new AbortController().signal;

function bridge(answer: (image: Image8) => Image): MeasuredBridge {
  return {
    measure: (bytes) => Promise.resolve({ toPlugin: bytes * 2, toPage: bytes * 4 }),
    probePixels: (image) => Promise.resolve(answer(image)),
  };
}

describe('the bridge', () => {
  it('is measured in megabytes a second, each way', async () => {
    expect(
      await checkBridge(
        bridge((image) => image),
        16,
        NEVER,
      ),
    ).toEqual({
      state: 'ok',
      facts: { MiB: 16, 'to Photoshop MB/s': 33.6, 'to the page MB/s': 67.1 },
    });
  });

  it('is skipped where there is none', async () => {
    expect((await checkBridge(null, 1, NEVER)).state).toBe('skipped');
    expect((await checkPixels(null, NEVER)).state).toBe('skipped');
  });
});

describe('known pixels', () => {
  const times = (image: Image8): Image8 => ({
    ...image,
    data: image.data.map((value, i) => {
      const alpha = image.data[i - (i % 4) + 3]!;
      return i % 4 === 3 ? value : Math.round((value * alpha) / 255);
    }),
  });

  it('that come back as they were are straight', async () => {
    expect(
      await checkPixels(
        bridge((image) => image),
        NEVER,
      ),
    ).toMatchObject({
      state: 'ok',
      facts: { depth: 8, alpha: 'straight', read: '255,0,0,128', largestDifference: 0 },
    });
  });

  it('that come back times alpha are premultiplied', async () => {
    expect(await checkPixels(bridge(times), NEVER)).toMatchObject({
      state: 'failed',
      facts: { alpha: 'premultiplied', read: '128,0,0,128' },
    });
  });

  it('of 16 bits are compared in 8, and half the range is seen', async () => {
    const wide = (scale: number) => (image: Image8) => ({
      ...image,
      depth: 16 as const,
      data: Uint16Array.from(image.data, (value) => Math.round(value * scale)),
    });
    expect(await checkPixels(bridge(wide(257)), NEVER)).toMatchObject({
      state: 'ok',
      facts: { depth: 16 },
    });
    expect(await checkPixels(bridge(wide(32768 / 255)), NEVER)).toMatchObject({
      state: 'failed',
      facts: { alpha: 'premultiplied' },
    });
  });
});

describe('a page', () => {
  const scope = (isSecureContext: boolean): PageScope => ({
    isSecureContext,
    crossOriginIsolated: false,
    origin: 'null',
    location: { protocol: 'file:' },
    navigator: { gpu: {}, hardwareConcurrency: 8 },
    get localStorage(): Storage {
      throw new Error('not in local pages');
    },
  });

  it('of a file is told as what it is, its missing storage included', () => {
    expect(checkPage(scope(true))).toMatchObject({
      state: 'ok',
      facts: { origin: 'null', localStorage: false, 'navigator.gpu': true, cores: 8 },
    });
  });

  it('that is not a secure one fails', () => {
    expect(checkPage(scope(false)).state).toBe('failed');
  });
});

describe('the engine', () => {
  const report = {
    runtime: 'onnxruntime-web 1',
    wasmThreads: 1,
    hostMemoryBytes: null,
    crossOriginIsolated: false,
    webgpu: null,
    webgpuReason: 'no adapter',
    gpuFailure: null,
  };

  it('without a GPU says why', async () => {
    expect(await checkEngine({ describe: () => Promise.resolve(report) }, NEVER)).toMatchObject({
      state: 'failed',
      facts: { webgpu: false, why: 'no adapter' },
    });
  });

  it('that is not heard of again is not waited for', async () => {
    const describe = (): Promise<never> => new Promise(() => undefined);
    await expect(checkEngine({ describe }, AbortSignal.timeout(5))).rejects.toMatchObject({
      name: 'TimeoutError',
    });
  });
});

describe('ranges of a file', () => {
  const bytes = patternBytes(20 * 2 ** 20);
  const file = new File([bytes], 'big.bin');
  const worker =
    (change: (bytes: ArrayBuffer) => ArrayBuffer): AskWorker =>
    async (question) => {
      if (question.ask !== 'read') throw new Error('unexpected');
      const { start, end } = question;
      return { bytes: change(await question.file.slice(start, end).arrayBuffer()), ms: 1 };
    };

  it('are read at its far end and for their speed', async () => {
    const { state, facts } = await checkFileInPage(file, NEVER);
    expect(state).toBe('ok');
    expect(facts).toMatchObject({ size: file.size, offset: file.size - 16 });
    expect(facts['bytes']).toBe(Buffer.from(bytes.slice(-16)).toString('hex'));
    expect(facts['MB/s']).toBeGreaterThan(1);
  });

  it('have to be the same in a worker', async () => {
    expect(
      (
        await checkFileInWorker(
          file,
          worker((same) => same),
          NEVER,
        )
      ).state,
    ).toBe('ok');
    const wrong = (read: ArrayBuffer): ArrayBuffer => {
      new Uint8Array(read).fill(9);
      return read;
    };
    expect((await checkFileInWorker(file, worker(wrong), NEVER)).state).toBe('failed');
    expect(
      (
        await checkFileInWorker(
          file,
          worker((read) => read.slice(1)),
          NEVER,
        )
      ).state,
    ).toBe('failed');
  });

  it('need a file', async () => {
    expect((await checkFileInPage(null, NEVER)).state).toBe('skipped');
  });
});

describe('a file beside the page', () => {
  const text = new Uint8Array(100).map((_, i) => i);
  const server =
    (ranges: boolean) =>
    (_url: string, { headers }: RequestInit): Promise<Response> =>
      Promise.resolve(
        ranges && headers !== undefined
          ? new Response(text.slice(4, 20), { status: 206 })
          : new Response(text),
      );

  it('is fetched whole and in part', async () => {
    expect(await checkFetch(server(true), NEVER)).toMatchObject({
      state: 'ok',
      facts: { status: 200, bytes: 100 },
    });
    expect(await checkFetchRange(server(true), NEVER)).toMatchObject({
      state: 'ok',
      facts: { status: 206, bytes: 16, right: true },
    });
  });

  it('of a place that ignores ranges fails in part', async () => {
    expect(await checkFetchRange(server(false), NEVER)).toMatchObject({
      state: 'failed',
      facts: { status: 200, bytes: 100 },
    });
  });

  it('that is not there fails', async () => {
    const nothing = (): Promise<Response> => Promise.resolve(new Response('no', { status: 404 }));
    expect((await checkFetch(nothing, NEVER)).state).toBe('failed');
  });
});

describe('timers', () => {
  let ids = 0;
  const pending = new Set<number>();
  const scope: TimerScope = {
    document: { visibilityState: 'hidden' },
    setTimeout(callback) {
      const id = ++ids;
      pending.add(id);
      void nextTask().then(() => pending.delete(id) && callback());
      return id;
    },
    clearTimeout: (id) => pending.delete(id),
  };
  const late =
    (ms: number): AskWorker =>
    () =>
      Promise.resolve([0, ms, 1]);

  it('are compared in page and worker; a hidden page is told', async () => {
    const { state, facts } = await checkTimers(scope, late(20), 2, NEVER);
    expect(state).toBe('ok');
    expect(facts).toMatchObject({ ticks: 2, hiddenTicks: 2, 'worker late ms': 20 });
  });

  it('that are slowed down where the engine works fail', async () => {
    expect((await checkTimers(scope, late(900), 1, NEVER)).state).toBe('failed');
  });

  it('stop at a cancel', async () => {
    await expect(
      checkTimers(scope, late(0), Infinity, AbortSignal.timeout(50)),
    ).rejects.toMatchObject({
      name: 'TimeoutError',
    });
  });
});

describe('the pattern', () => {
  it('shows a block that is missing, moved or of another length', () => {
    const bytes = patternBytes(3 * 4096 + 7);
    expect(isPattern(bytes, bytes.length)).toBe(true);
    expect(isPattern(bytes.subarray(1), bytes.length)).toBe(false);
    const moved = bytes.slice();
    moved.copyWithin(4096, 0, 4096);
    expect(isPattern(moved, moved.length)).toBe(false);
  });
});
