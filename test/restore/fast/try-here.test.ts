import { rect, rectOfSize, sameRect, scaleRect } from '../../../src/core/geometry';
import { cropImage } from '../../../src/core/image';
import { createMask } from '../../../src/core/mask';
import type { Runtime } from '../../../src/onnx/session';
import { planFast, planOfTile } from '../../../src/restore/fast/fast-plan';
import { createKeptTile, type KeptTile } from '../../../src/restore/fast/kept-tile';
import { restoreFast } from '../../../src/restore/fast/restore-fast';
import type { FastSettings, RestoreRequest, RestoreResult } from '../../../src/restore/request';
import type { SafetensorsFile } from '../../../src/weights/safetensors';
import { createNodeRuntime } from '../../onnx/node-runtime';
import { noiseImage } from '../../support/pictures';
import { deviceOn, embeddedWeights } from '../node-device';
import { requestFor } from '../pictures';

jest.setTimeout(120_000);

let runtime: Runtime;
let weights: SafetensorsFile;
beforeAll(async () => {
  runtime = await createNodeRuntime();
  weights = embeddedWeights();
});
afterAll(() => runtime.dispose());

const WIDE = noiseImage(136, 24, 1, null, 8);
const TALL = noiseImage(24, 136, 1, null, 8);

/** Cuts each of the pictures into two. */
const MAX_TILE_PIXELS = 2_500;

interface Run extends Partial<RestoreRequest<FastSettings>> {
  readonly kept?: KeptTile;
  readonly signal?: AbortSignal;
}

interface Ran extends RestoreResult {
  /** Tiles that the network was given. */
  readonly evaluations: number;
}

async function run({ kept, signal, ...change }: Run): Promise<Ran> {
  let evaluations = 0;
  const counting: Runtime = {
    ...runtime,
    async createSession(source, ...rest) {
      const session = await runtime.createSession(source, ...rest);
      return {
        ...session,
        run(...args) {
          evaluations++;
          return session.run(...args);
        },
      };
    },
  };
  const result = await restoreFast(
    requestFor(change.source ?? WIDE, change),
    deviceOn(counting, weights, MAX_TILE_PIXELS),
    { signal: signal ?? new AbortController().signal, onEvent: () => undefined },
    kept,
  );
  return { ...result, evaluations };
}

test.each([
  ['beside the other', WIDE, { x: 100, y: 20 }, rect(68, 0, 68, 24)],
  ['below the other', TALL, { x: 20, y: 100 }, rect(0, 68, 24, 68)],
])(
  'a try is one tile of the run, %s, which does not make it again, to the same bits',
  async (_name, source, tryAt, region) => {
    const kept = createKeptTile();
    const tried = await run({ source, kept, tryAt });
    expect(tried.evaluations).toBe(1);
    expect(tried.region).toEqual(region);
    expect(tried.rect).toEqual(scaleRect(region, 2));
    expect(tried.report.tiles).toBe(1);

    const fresh = await run({ source });
    expect(fresh.evaluations).toBe(2);
    expect(tried.image).toEqual(cropImage(fresh.image, tried.rect));
    const after = await run({ source, kept });
    expect(after.evaluations).toBe(1);
    expect(after.image).toEqual(fresh.image);
    // The run has no more use for it.
    expect(kept.isEmpty).toBe(true);
  },
);

test('what a try keeps counts as memory, once, of itself and of a run that cannot use it', async () => {
  const kept = createKeptTile();
  const tried = await run({ kept, tryAt: { x: 100, y: 20 }, scale: 4 });
  const again = await run({ kept, tryAt: { x: 100, y: 20 }, scale: 4 });
  expect(again.evaluations).toBe(0);
  expect(again.report.peakBytes).toBe(tried.report.peakBytes);
  expect(kept.bytes).toBeGreaterThan(0);
  const beside = await run({ kept });
  const alone = await run({});
  expect(beside.evaluations).toBe(alone.evaluations);
  expect(beside.report.peakBytes).toBe(alone.report.peakBytes + kept.bytes);
});

test('the steps after the network follow their settings without the network', async () => {
  const kept = createKeptTile();
  const tryAt = { x: 10, y: 20 };
  await run({ kept, tryAt });
  const restorer = { kind: 'fast', strength: 0.4, faithful: true } as const;
  const again = await run({ kept, tryAt, restorer });
  expect(again.evaluations).toBe(0);
  const fresh = await run({ restorer });
  expect(again.image).toEqual(cropImage(fresh.image, again.rect));
});

test('another scale, another tile or another picture are made anew', async () => {
  const kept = createKeptTile();
  const tryAt = { x: 100, y: 20 };
  const other = noiseImage(136, 24, 2, null, 8);
  expect((await run({ kept, tryAt })).evaluations).toBe(1);
  expect((await run({ kept, tryAt, scale: 4 })).evaluations).toBe(1);
  expect((await run({ kept, tryAt, scale: 4, source: other })).evaluations).toBe(1);
  expect((await run({ kept, tryAt: { x: 20, y: 20 }, scale: 4 })).evaluations).toBe(1);
});

test.each([
  [{ x: 135.9, y: 107.9 }, rect(68, 54, 68, 54)],
  [{ x: 67.9, y: 0 }, rect(0, 0, 68, 54)],
  [{ x: 1e9, y: -1e9 }, rect(68, 0, 68, 54)],
])('a point at %j is of the tile %j', (point, core) => {
  const context = { width: 136, height: 108 };
  const region = rectOfSize(context);
  // Into two across and two down.
  const whole = planFast({ context, region, scale: 2, maxTilePixels: 9_500 });
  const plan = planOfTile(whole, whole.region, point);
  expect(plan.region).toEqual(core);
  expect(plan.grid.tiles).toEqual(whole.grid.tiles.filter((tile) => sameRect(tile.coreRect, core)));
});

test('a try gives back no more than what the mask shows of the tile', async () => {
  const kept = createKeptTile();
  const selection = createMask(WIDE);
  const selected = rect(8, 6, 92, 9);
  for (let y = selected.y; y < selected.y + selected.height; y++) {
    selection.data.fill(255, y * 136 + selected.x, y * 136 + selected.x + selected.width);
  }
  // Beyond what is selected.
  const tried = await run({ kept, selection, tryAt: { x: 130, y: 2 } });
  const fresh = await run({ selection });
  expect(fresh.region).toEqual(rect(0, 0, 132, 24));
  const { x } = tried.region;
  expect(x).toBeGreaterThan(selected.x);
  expect(tried.region).toEqual(rect(x, 6, 100 - x, 9));
  expect(tried.image).toEqual(cropImage(fresh.image, tried.rect));
  expect((await run({ selection, kept })).image).toEqual(fresh.image);
  expect(kept.isEmpty).toBe(true);
});

test('called off, it keeps nothing', async () => {
  const kept = createKeptTile();
  const called = run({ kept, tryAt: { x: 0, y: 0 }, signal: AbortSignal.abort() });
  await expect(called).rejects.toThrow(/abort/i);
  expect(kept.isEmpty).toBe(true);
});
