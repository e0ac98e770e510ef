import type { RunEvent } from '../../../src/core/events';
import { restoreRemote, type RemoteOptions } from '../../../src/restore/remote/restore-remote';
import type { ServerNews } from '../../../src/restore/remote/server-news';
import type { RemoteRestorer, RestoreRequest } from '../../../src/restore/request';
import { restoredValues } from '../../emulators/comfyui/picture/restore';
import { PERSONAS } from '../../emulators/comfyui/personas';
import type { ComfyUI } from '../../emulators/comfyui/comfyui';
import { accessTo, emulated, QUICK, stopServers } from '../../comfyui/emulated';
import { noisePicture, REMOTE, remoteRequest } from './remote-request';

afterEach(stopServers);

interface Told {
  readonly events: RunEvent[];
  readonly news: ServerNews[];
}

async function restored(
  comfy: ComfyUI,
  request: RestoreRequest<RemoteRestorer>,
  options: Partial<RemoteOptions> = {},
) {
  const told: Told = { events: [], news: [] };
  const result = await restoreRemote(request, accessTo(comfy), {
    signal: new AbortController().signal,
    onEvent: (event) => told.events.push(event),
    onServer: (news) => told.news.push(news),
    pace: QUICK,
    ...options,
  });
  return { ...result, ...told };
}

/** Colours of an image without its alpha. */
const colours = (data: ArrayLike<number>): readonly number[] =>
  Array.from(data).filter((_, i) => i % 4 !== 3);

test('a picture comes back pixel by pixel as the server made it', async () => {
  const comfy = await emulated();
  const source = noisePicture({ width: 128, height: 64 });
  const { image, rect, report, events, news } = await restored(comfy, remoteRequest(source));
  expect(rect).toEqual({ x: 0, y: 0, width: 128, height: 64 });
  const made = restoredValues(colours(source.data), { seed: 0, steps: 4 });
  expect(colours(image.data)).toEqual([...made]);
  expect(report).toMatchObject({
    restorer: 'remote',
    device: 'server',
    tiles: 1,
    remote: { version: '0.33.0', graph: 'native', isForgotten: true, steps: 4, omissions: [] },
  });
  expect(events.flatMap((event) => (event.type === 'stage' ? [event.stage] : []))).toEqual([
    'plan',
    'restore',
    'finish',
  ]);
  expect(events).toContainEqual({ type: 'part', part: 'sample', done: 4, total: 4 });
  expect(news.map(({ type }) => type)).toContain('started');
  expect(comfy.queue()).toEqual({ running: null, pending: [], history: [] });
  expect(comfy.folders.list('input')).toEqual([]);
  expect(comfy.folders.list('output')).toEqual([]);
});

test('the older nodes give picture and style', async () => {
  const comfy = await emulated(PERSONAS.wrapper);
  const source = noisePicture({ width: 64, height: 64 });
  const { image, report } = await restored(comfy, remoteRequest(source));
  expect(report.remote.graph).toBe('wrapper');
  expect(colours(image.data)).toEqual([
    ...restoredValues(colours(source.data), { seed: 0, steps: 4 }),
  ]);
});

test('tiles are prompts of their own, one queued at a time, and blend without a seam', async () => {
  const comfy = await emulated();
  const source = noisePicture({ width: 192, height: 128 });
  const restorer = { ...REMOTE, samplerTiles: { tile: 128, stride: 64 } };
  const { image, report, news } = await restored(comfy, remoteRequest(source, { restorer }));
  expect(report.tiles).toBe(2);
  expect(comfy.prompts).toHaveLength(2);
  expect(news.filter(({ type }) => type === 'prompt')).toHaveLength(2);
  // Seeds 0 and 1: between the two results, and each alone where only one is.
  const [first, second] = [0, 1].map((seed) =>
    restoredValues(colours(source.data), { seed, steps: 4 }),
  );
  const wrong = colours(image.data).filter((value, i) => {
    const x = Math.floor(i / 3) % 192;
    const [a, b] = [first![i]!, second![i]!];
    if (x < 64) return value !== a;
    if (x >= 128) return value !== b;
    return value < Math.min(a, b) - 1 || value > Math.max(a, b) + 1;
  });
  expect(wrong).toEqual([]);
});
