import type { RunEvent } from '../../../src/core/events';
import type { Runtime } from '../../../src/onnx/session';
import type { RestoreRequest, SupirRestorer } from '../../../src/restore/request';
import { restoreSupir } from '../../../src/restore/supir/restore-supir';
import { createNodeRuntime } from '../../onnx/node-runtime';
import { supirRequest, TINY_SUPIR, tinyModels, waves } from './tiny-supir';

jest.setTimeout(120_000);

let runtime: Runtime;
beforeAll(async () => {
  runtime = await createNodeRuntime();
}, 60_000);
afterAll(() => runtime.dispose());

async function eventsOf(request: RestoreRequest<SupirRestorer>): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  const { signal } = new AbortController();
  const onEvent = (event: RunEvent): unknown => events.push(event);
  await restoreSupir(request, tinyModels(runtime), { signal, onEvent });
  return events;
}

test('stages, parts in order, counted to the end, loads up to their bytes, previews', async () => {
  const events = await eventsOf(supirRequest(waves({ width: 64, height: 64 })));
  expect(events.flatMap((e) => (e.type === 'stage' ? [e.stage] : []))).toEqual([
    'plan',
    'restore',
    'finish',
  ]);
  const parts = events.flatMap((e) => (e.type === 'part' ? [e] : []));
  expect([...new Set(parts.map((e) => e.part))]).toEqual([
    'text',
    'denoise-encode',
    'stage1-decode',
    'stage1-encode',
    'sample',
    'decode',
  ]);
  expect(parts.filter((e) => e.part === 'sample').map((e) => [e.done, e.total])).toEqual([
    [0, 3],
    // The network stands ready.
    [0, 3],
    [1, 3],
    [2, 3],
    [3, 3],
  ]);
  for (const name of new Set(parts.map((e) => e.part))) {
    const counts = parts.filter((e) => e.part === name);
    expect(counts[0]!.done).toBe(0);
    expect(counts.at(-1)!.done).toBe(counts.at(-1)!.total);
  }
  const loads = events.flatMap((e) => (e.type === 'load' ? [e] : []));
  expect(loads.some((e) => e.what === 'sample' && e.doneBytes === e.totalBytes)).toBe(true);
  for (const [i, load] of loads.entries()) {
    const before = loads[i - 1];
    if (before && before.doneBytes < before.totalBytes) {
      expect(load.doneBytes).toBeGreaterThan(before.doneBytes);
    }
  }
  const previews = events.flatMap((e) => (e.type === 'preview' ? [e.image] : []));
  expect(previews.map(({ width, height }) => [width, height])).toEqual([
    [8, 8],
    [8, 8],
    [8, 8],
  ]);
});

test.each(['edm', 'dpmpp'] as const)('%s counts the tiles of each step', async (sampler) => {
  const events = await eventsOf(
    supirRequest(
      waves({ width: 128, height: 64 }),
      {},
      {
        settings: { ...TINY_SUPIR.settings, sampler },
        samplerTiles: { tile: 64, stride: 32 },
      },
    ),
  );
  const told = events.flatMap((e) =>
    e.type === 'part' && e.part === 'sample' ? [[e.done, e.tile]] : [],
  );
  const step = (done: number): unknown[] =>
    [0, 1, 2, 3].map((tile) => [done, { done: tile, total: 3 }]);
  expect(told).toEqual([
    [0, undefined],
    ...step(0),
    ...step(1),
    ...step(2),
    [3, { done: 0, total: 3 }],
  ]);
});
