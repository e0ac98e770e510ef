import { DeviceError } from '../../../src/core/errors';
import type { RunEvent } from '../../../src/core/events';
import { type Rect, area, rect } from '../../../src/core/geometry';
import { createImage, cropImage, type Depth, type Image } from '../../../src/core/image';
import { createMask, type Mask } from '../../../src/core/mask';
import { restoreFast } from '../../../src/restore/fast/restore-fast';
import type { FastSettings, RestoreRequest, RestoreResult } from '../../../src/restore/request';
import type { SafetensorsFile } from '../../../src/weights/safetensors';
import { scriptedRuntime, type Script } from '../../engine/scripted-runtime';
import { deviceOn, embeddedWeights } from '../node-device';
import { requestFor } from '../pictures';
import { codeOf } from '../../support/code-of';
import { noiseImage } from '../../support/pictures';

let weights: SafetensorsFile;
beforeAll(() => {
  weights = embeddedWeights();
});

interface Run {
  readonly request: RestoreRequest<FastSettings>;
  readonly script?: Script;
  readonly maxTilePixels?: number;
  readonly signal?: AbortSignal;
}

interface Ran {
  readonly result: Promise<RestoreResult>;
  readonly events: readonly RunEvent[];
}

function start({ request, script, maxTilePixels = 1e6, signal }: Run): Ran {
  const events: RunEvent[] = [];
  const device = deviceOn(scriptedRuntime('wasm', script), weights, maxTilePixels);
  const result = restoreFast(request, device, {
    signal: signal ?? new AbortController().signal,
    onEvent: (event) => events.push(event),
  });
  return { result, events };
}

function noise(width: number, height: number, depth: Depth, alpha: (i: number) => number): Image {
  const image = noiseImage(width, height, 1, null, depth);
  for (let i = 0; i < width * height; i++) image.data[4 * i + 3] = alpha(i);
  return image;
}

function selectionOf(size: { width: number; height: number }, part: Rect): Mask {
  const mask = createMask(size);
  for (let y = part.y; y < part.y + part.height; y++) {
    for (let x = part.x; x < part.x + part.width; x++) mask.data[y * size.width + x] = 255;
  }
  return mask;
}

const opaque8 = (): number => 255;

test('the order of the events', async () => {
  const request = requestFor(noise(200, 160, 8, opaque8));
  const { result, events } = start({ request, maxTilePixels: 16_000 });
  const { report } = await result;
  expect(report.tiles).toBe(4);
  const told = events
    .filter((event) => event.type !== 'preview')
    .map((event) => {
      if (event.type === 'stage') return event.stage;
      return event.type === 'tile' ? `${event.done}/${event.total}` : event.type;
    });
  expect(told).toEqual(['plan', 'device', 'load', 'restore', '1/4', '2/4', '3/4', '4/4', 'finish']);
  const first = events.findIndex((event) => event.type === 'preview');
  expect(events[first - 1]).toEqual({ type: 'tile', done: 1, total: 4 });
});

test('a preview is small and shows what is done over what was there', async () => {
  const source = noise(600, 300, 8, opaque8);
  const restorer = { kind: 'fast', strength: 1, faithful: false } as const;
  const { result, events } = start({ request: requestFor(source, { restorer, mode: 'in-place' }) });
  await result;
  const preview = events.find((event) => event.type === 'preview');
  expect(preview?.image).toMatchObject({ width: 256, height: 128, depth: 8 });
});

test('the report says what ran', async () => {
  const source = noise(90, 80, 8, opaque8);
  const { report } = await start({ request: requestFor(source, { scale: 4 }) }).result;
  expect(report).toMatchObject({
    restorer: 'fast',
    model: 'realesr-general-x4v3',
    precision: 'fp32',
    device: 'wasm',
    deviceLabel: 'scripted wasm',
    scale: 4,
    mode: 'enlarge',
    tiles: 1,
    tileSize: { width: 90, height: 80 },
    contextSize: { width: 90, height: 80 },
    notices: [],
  });
  expect(Object.keys(report.timingsMs)).toEqual(['plan', 'load', 'restore', 'finish']);
});

test.each([8, 16] as const)(
  '%i bit: at 1× the steps leave alone what the network did',
  async (depth) => {
    const max = depth === 8 ? 255 : 65535;
    const source = noise(120, 90, depth, (i) => 1 + ((i * 37) % max));
    const part = rect(20, 30, 50, 40);
    const request = requestFor(source, {
      scale: 1,
      mode: 'in-place',
      restorer: { kind: 'fast', strength: 0.7, faithful: false },
      selection: selectionOf(source, part),
    });
    const { image, mask, content, ...places } = await start({ request }).result;
    const place = rect(0, 0, 102, 90);
    expect(places).toMatchObject({ rect: place, region: place, shown: part });
    expect(content).toBeNull();
    expect(mask).toEqual(selectionOf(place, part));
    expect(image).toEqual(cropImage(source, place));
  },
);

test('the region lies where the context lies, and grows with the document', async () => {
  const source = noise(120, 90, 8, opaque8);
  const change = {
    canvas: { width: 1000, height: 1000 },
    contextRect: rect(500, 600, 120, 90),
    selection: selectionOf(source, rect(50, 40, 10, 12)),
  };
  const at = async (more: Partial<RestoreRequest<FastSettings>>): Promise<RestoreResult> =>
    start({ request: requestFor(source, { ...change, ...more }) }).result;
  expect((await at({ scale: 3, mode: 'in-place' })).rect).toEqual(rect(518, 608, 74, 76));
  const large = await at({ scale: 3 });
  expect(large.rect).toEqual(rect(1554, 1824, 222, 228));
  expect(large.region).toEqual(rect(18, 8, 74, 76));
  expect(large.shown).toEqual(rect(50, 40, 10, 12));
  expect([large.image, large.mask]).toMatchObject([
    { width: 222, height: 228 },
    { width: 222, height: 228 },
  ]);
  const smart = await at({ scale: 3, mode: 'smart-object' });
  expect(smart.rect).toEqual(rect(518, 608, 74, 76));
  expect([smart.image, smart.content]).toMatchObject([
    { width: 74, height: 76 },
    { width: 222, height: 228 },
  ]);
  expect(smart.content?.data).toEqual(large.image.data);
  expect((await at({ scale: 1, mode: 'smart-object' })).content).toBeNull();
});

test('alpha: kept in place, resized where the picture is', async () => {
  const source = noise(60, 50, 8, (i) => (i % 60 < 30 ? 255 : 0));
  const small = await start({ request: requestFor(source, { mode: 'in-place' }) }).result;
  const alphas = (image: Image): number[] => [...image.data.filter((_, i) => i % 4 === 3)];
  expect(alphas(small.image)).toEqual(alphas(source));
  const large = await start({ request: requestFor(source) }).result;
  const row = alphas(large.image).slice(0, 120);
  expect([row[0], row[50], row[70], row[119]]).toEqual([255, 255, 0, 0]);
});

test('colours under transparency do not reach visible pixels', async () => {
  const clean = noise(80, 60, 8, (i) => (i % 80 < 40 ? 255 : 0));
  const dirty = noise(80, 60, 8, (i) => (i % 80 < 40 ? 255 : 0));
  for (let i = 0; i < dirty.data.length; i += 4) {
    if (dirty.data[i + 3] === 0) dirty.data.set([255, 0, 255], i);
  }
  const [a, b] = await Promise.all(
    [clean, dirty].map((source) => start({ request: requestFor(source, { scale: 2 }) }).result),
  );
  expect(b!.image.data).toEqual(a!.image.data);
});

test('a region without a visible pixel is an error before anything runs', async () => {
  const source = noise(60, 50, 8, (i) => (i % 60 < 20 ? 255 : 0));
  const request = requestFor(source, { selection: selectionOf(source, rect(30, 10, 20, 20)) });
  const { result, events } = start({ request });
  expect(await codeOf(result)).toBe('selection-outside-layer');
  expect(events.some((event) => event.type === 'tile')).toBe(false);
});

test.each([0, 1, 3])('a cancel while tile %i runs ends the job after it', async (tile) => {
  const controller = new AbortController();
  const reason = new DOMException('enough', 'AbortError');
  let runs = 0;
  const { result, events } = start({
    request: requestFor(noise(200, 160, 8, opaque8)),
    maxTilePixels: 16_000,
    signal: controller.signal,
    script: {
      onRun(index) {
        runs++;
        if (index === tile) controller.abort(reason);
      },
    },
  });
  await expect(result).rejects.toBe(reason);
  expect(runs).toBe(tile + 1);
  expect(events.filter((event) => event.type === 'tile')).toHaveLength(tile);
});

test('out of memory: once more with smaller tiles, and it says so', async () => {
  const full = new DeviceError({ code: 'out-of-memory', message: '', hint: '' });
  const request = requestFor(noise(200, 170, 8, opaque8));
  const once = start({
    request,
    script: {
      onRun(_, inputs) {
        if (inputs['image']!.data.length > 3 * 15_000) throw full;
      },
    },
  });
  const { report, image } = await once.result;
  expect(report.notices).toEqual(['smaller-tiles']);
  expect(area(report.tileSize)).toBeLessThanOrEqual((200 * 170) / 4);
  expect(once.events.filter((event) => event.type === 'notice')).toHaveLength(1);
  const plain = await start({ request }).result;
  expect(image.data).toEqual(plain.image.data);

  const always = start({
    request,
    script: {
      onRun() {
        throw full;
      },
    },
  });
  expect(await codeOf(always.result)).toBe('out-of-memory');
});

test('memory above the pictures does not grow with the region', async () => {
  const above = async (side: number): Promise<number> => {
    const source = createImage({ width: side, height: side }, 8);
    source.data.fill(255);
    const { report, image, mask } = await start({
      request: requestFor(source, { scale: 2 }),
      maxTilePixels: 25_000,
    }).result;
    return report.peakBytes - source.data.length - image.data.length - mask.data.length;
  };
  const small = await above(250);
  const large = await above(500);
  expect(large / small).toBeLessThan(1.1);
});

test('whole context is the whole picture', async () => {
  const source = noise(50, 40, 8, opaque8);
  const { rect: place, mask } = await start({ request: requestFor(source, { scale: 2 }) }).result;
  expect(place).toEqual(rect(0, 0, 100, 80));
  expect(mask.data.every((v) => v === 255)).toBe(true);
});
