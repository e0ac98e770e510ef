import { rect, type Rect, type Size } from '../../../src/core/geometry';
import { createMask, type Mask } from '../../../src/core/mask';
import type { RunEvent } from '../../../src/core/events';
import type { Runtime, SessionSource } from '../../../src/onnx/session';
import type {
  RestoreRequest,
  RestoreResult,
  RunOptions,
  SupirRestorer,
} from '../../../src/restore/request';
import { createKeptResults, type KeptResults } from '../../../src/restore/supir/kept-results';
import { restoreSupir } from '../../../src/restore/supir/restore-supir';
import { SAMPLERS } from '../../../src/restore/supir-settings';
import { STEP_NETWORK } from '../../../src/networks/restoration-step';
import { createNodeRuntime } from '../../onnx/node-runtime';
import { supirRequest, TINY_SUPIR, tinyModels, waves } from './tiny-supir';

jest.setTimeout(600_000);

let runtime: Runtime;
beforeAll(async () => {
  runtime = await createNodeRuntime();
});
afterAll(() => runtime.dispose());
afterEach(() => expect(runtime.stats()).toEqual({ sessions: 0, liveTensors: 0 }));

const SIZE = { width: 128, height: 64 };
const TILES = { tile: 64, stride: 32 };
const POINT = { x: 100, y: 30 };
const BEFORE_STEPS = ['text', 'denoise-encode', 'stage1-decode', 'stage1-encode'];

interface Run extends Partial<Omit<RestoreRequest, 'restorer'>> {
  readonly kept?: KeptResults;
  readonly restorer?: Partial<SupirRestorer>;
  readonly options?: Partial<RunOptions>;
}

interface Ran extends RestoreResult {
  /** Evaluations of the network of the steps. */
  readonly evaluations: number;
}

async function run({ kept, restorer, options, ...change }: Run): Promise<Ran> {
  let evaluations = 0;
  const counting: Runtime = {
    ...runtime,
    async createSession(source: SessionSource, ...rest) {
      const session = await runtime.createSession(source, ...rest);
      return {
        ...session,
        run(...args) {
          if (source.name === STEP_NETWORK) evaluations++;
          return session.run(...args);
        },
      };
    },
  };
  const request = supirRequest(change.source ?? waves(SIZE), change, restorer);
  const result = await restoreSupir(
    request,
    tinyModels(runtime, { runtime: counting }),
    { signal: new AbortController().signal, onEvent: () => undefined, ...options },
    kept,
  );
  return { ...result, evaluations };
}

function selected(size: Size, { x, y, width, height }: Rect): Mask {
  const mask = createMask(size);
  for (let row = y; row < y + height; row++) {
    mask.data.fill(255, row * size.width + x, row * size.width + x + width);
  }
  return mask;
}

const skipped = ({ report }: RestoreResult): unknown => report.supir?.skipped;

describe.each(SAMPLERS)('%s in tiles', (sampler) => {
  const restorer = { samplerTiles: TILES, settings: { ...TINY_SUPIR.settings, sampler } };

  test('a try is one tile of the run, which uses what comes before the steps, to the same bits', async () => {
    const kept = createKeptResults();
    const tried = await run({ kept, restorer, tryAt: POINT });
    expect(tried.region).toEqual(rect(64, 0, 64, 64));
    expect(tried.rect).toEqual(rect(64, 0, 64, 64));
    expect(tried.image).toMatchObject({ width: 64, height: 64 });
    expect(tried.report).toMatchObject({ tiles: 1, tileSize: { width: 64, height: 64 } });
    expect(tried.evaluations).toBe(3);
    expect(skipped(tried)).toEqual([]);

    const after = await run({ kept, restorer });
    expect(skipped(after)).toEqual(BEFORE_STEPS);
    const fresh = await run({ restorer });
    expect(after.image.data).toEqual(fresh.image.data);
    expect(after.report.supir?.shape).toBe(tried.report.supir?.shape);
    // Tiles are blended after each step, so none of them is the run's without the others.
    expect(after.evaluations).toBe(9);
    expect(fresh.evaluations).toBe(9);
  });

  test('tried again under another setting, only the steps and what follows are done anew', async () => {
    const kept = createKeptResults();
    const first = await run({ kept, restorer, tryAt: POINT });
    const settings = { ...restorer.settings, cfgEnd: 7 };
    const again = await run({ kept, restorer: { ...restorer, settings }, tryAt: POINT });
    expect(skipped(again)).toEqual(BEFORE_STEPS);
    expect(again.image.data).not.toEqual(first.image.data);
    const back = await run({ kept, restorer, tryAt: POINT });
    expect(back.image.data).toEqual(first.image.data);
    const same = await run({ kept, restorer, tryAt: POINT });
    expect(same.image.data).toEqual(first.image.data);
    expect(skipped(same)).toEqual([...BEFORE_STEPS, 'sample']);
    expect(same.evaluations).toBe(0);
  });
});

describe('a picture that goes whole into the network', () => {
  const source = waves({ width: 96, height: 64 });

  test('is tried whole, and the run samples nothing again, to the same bits', async () => {
    const kept = createKeptResults();
    const tried = await run({ kept, source, tryAt: POINT });
    expect(tried.region).toEqual(rect(0, 0, 96, 64));
    expect(tried.evaluations).toBe(3);
    const events: RunEvent[] = [];
    const after = await run({ kept, source, options: { onEvent: (event) => events.push(event) } });
    expect(after.evaluations).toBe(0);
    expect(skipped(after)).toEqual([...BEFORE_STEPS, 'sample']);
    expect(events).toContainEqual({ type: 'part', part: 'sample', done: 3, total: 3 });
    const fresh = await run({ source });
    expect(fresh.evaluations).toBe(3);
    expect(after.image.data).toEqual(fresh.image.data);
    expect(tried.image.data).toEqual(fresh.image.data);
  });

  test('after another colour fix is recoloured, and not sampled again', async () => {
    const kept = createKeptResults();
    await run({ kept, source, tryAt: POINT });
    const settings = { ...TINY_SUPIR.settings, colorFix: 'adain' } as const;
    const after = await run({ kept, source, restorer: { settings } });
    expect(after.evaluations).toBe(0);
    const fresh = await run({ source, restorer: { settings } });
    expect(after.image.data).toEqual(fresh.image.data);
  });

  const { settings } = TINY_SUPIR;
  test.each<[string, Run]>([
    ['seed', { restorer: { settings: { ...settings, seed: 8 } } }],
    ['step', { restorer: { settings: { ...settings, steps: 2 } } }],
    ['prompt', { restorer: { prompt: 'a brick wall' } }],
    ['weights', { restorer: { weights: 'q8' } }],
    ['tiles', { restorer: { samplerTiles: TILES } }],
    ['picture', { source: waves({ width: 96, height: 64 }, 8, () => 0.5), scale: 2 }],
  ])('is sampled anew under another %s', async (_, change) => {
    const kept = createKeptResults();
    await run({ kept, source, tryAt: POINT });
    const after = await run({ kept, source, ...change });
    expect(after.evaluations).toBeGreaterThan(0);
  });
});

test('a wide picture is tried in a square of 512 pixels, under the noise of the whole', async () => {
  const source = waves({ width: 1024, height: 64 });
  const events: RunEvent[] = [];
  const tried = await run({
    source,
    tryAt: { x: 700, y: 10 },
    options: { onEvent: (event) => events.push(event) },
  });
  expect(tried.region).toEqual(rect(448, 0, 512, 64));
  expect(tried.report.supir?.workingSize).toEqual({ width: 1024, height: 64 });
  expect(tried.report.tileSize).toEqual({ width: 512, height: 64 });
  const previews = events.flatMap((event) => (event.type === 'preview' ? [event.image] : []));
  expect(previews[0]).toMatchObject({ width: 64, height: 8 });
});

test('a preview shows what will come back: of the window, what is of the region', async () => {
  const events: RunEvent[] = [];
  const tried = await run({
    source: waves({ width: 1024, height: 64 }),
    selection: selected({ width: 1024, height: 64 }, rect(600, 16, 100, 32)),
    tryAt: { x: 650, y: 30 },
    options: { onEvent: (event) => events.push(event) },
  });
  const { x, y, width, height } = tried.region;
  expect(width).toBeLessThan(512);
  const previews = events.flatMap((event) => (event.type === 'preview' ? [event.image] : []));
  const cells = (from: number, length: number) =>
    Math.ceil((from + length) / 8) - Math.floor(from / 8);
  expect(previews.length).toBeGreaterThan(0);
  for (const preview of previews) {
    expect(preview).toMatchObject({ width: cells(x, width), height: cells(y, height) });
  }
});

test('of an enlarged picture the tile lies where it belongs', async () => {
  const source = waves({ width: 64, height: 32 });
  const change = { source, scale: 2, mode: 'enlarge', restorer: { samplerTiles: TILES } } as const;
  const kept = createKeptResults();
  const { rect: place, region, image, mask } = await run({ kept, ...change, tryAt: POINT });
  expect(region).toEqual(rect(32, 0, 32, 32));
  expect(place).toEqual(rect(64, 0, 64, 64));
  expect(image).toMatchObject({ width: 64, height: 64 });
  expect(mask).toMatchObject({ width: 64, height: 64 });
});

test('a point beyond the region counts as the nearest of it', async () => {
  const restorer = { samplerTiles: TILES };
  const { region } = await run({ restorer, tryAt: { x: -1e9, y: 1e9 } });
  expect(region).toEqual(rect(0, 0, 64, 64));
});

test('called off in the middle of its steps, it leaves the run as if it had never been', async () => {
  const kept = createKeptResults();
  const controller = new AbortController();
  const source = waves({ width: 96, height: 64 });
  const called = run({
    kept,
    source,
    tryAt: POINT,
    options: {
      signal: controller.signal,
      onEvent(event) {
        if (event.type === 'part' && event.part === 'sample' && event.done === 2) {
          controller.abort();
        }
      },
    },
  });
  await expect(called).rejects.toThrow(/abort/i);
  const after = await run({ kept, source });
  expect(after.evaluations).toBe(3);
  expect(skipped(after)).toEqual(BEFORE_STEPS);
  expect(after.image.data).toEqual((await run({ source })).image.data);
});
