import type { RunEvent, RunNotice } from '../../src/core/events';
import { outOfMemory } from '../../src/onnx/failure';
import { createMask } from '../../src/core/mask';
import { prepare, preparePicture, retrySmaller } from '../../src/restore/prepare';
import { restoreRemote } from '../../src/restore/remote/restore-remote';
import { createStageClock } from '../../src/restore/stage-clock';
import { accessTo } from '../comfyui/emulated';
import { goOn, looks, pauses } from '../support/breathing';
import { noiseImage } from '../support/pictures';
import { requestFor } from './pictures';
import { remoteRequest } from './remote/remote-request';

/** Runs plans that are numbers on a device with room for `room`; below 3 there is no smaller one. */
function shrinking(first: number, room: number, error: Error = outOfMemory('wasm')) {
  const events: RunEvent[] = [];
  const notices: RunNotice[] = [];
  const tried: number[] = [];
  const onEvent = (event: RunEvent) => void events.push(event);
  const result = retrySmaller(
    { clock: createStageClock(onEvent), notices },
    onEvent,
    first,
    (plan) => {
      tried.push(plan);
      return plan > room ? Promise.reject(error) : Promise.resolve(`done with ${plan}`);
    },
    (plan) => (plan < 3 ? null : plan - 1),
  );
  return { result, events, notices, tried };
}

test('a plan that fits runs once', async () => {
  const { result, events, notices, tried } = shrinking(4, 4);
  expect(await result).toBe('done with 4');
  expect([tried, events, notices]).toEqual([[4], [], []]);
});

test('what does not fit shrinks as often as it must, and tells each time', async () => {
  const { result, events, notices, tried } = shrinking(5, 3);
  expect(await result).toBe('done with 3');
  expect(tried).toEqual([5, 4, 3]);
  const again = [
    { type: 'notice', notice: 'smaller-tiles' },
    { type: 'stage', stage: 'plan' },
  ];
  expect(events).toEqual([...again, ...again]);
  expect(notices).toEqual(['smaller-tiles']);
});

test('without a smaller plan the device’s error is thrown', async () => {
  const { result, tried } = shrinking(3, 1);
  await expect(result).rejects.toMatchObject({ code: 'out-of-memory' });
  expect(tried).toEqual([3, 2]);
});

test('other errors do not shrink anything', async () => {
  const { result, events, tried } = shrinking(5, 1, new Error('no network'));
  await expect(result).rejects.toThrow('no network');
  expect([tried, events]).toEqual([[5], []]);
});

describe('a picture with transparent pixels under a large feather', () => {
  const SIZE = { width: 40, height: 200 };
  const source = noiseImage(SIZE.width, SIZE.height, 1, null);
  source.data.fill(0, 0, 400);
  const selection = createMask(SIZE);
  selection.data.fill(255, 1000, 2000);
  const change = { selection, maskEdge: { grow: 50, feather: 100 } };
  const request = requestFor(source, change);
  const clock = createStageClock(() => undefined);
  const acquire = () => Promise.resolve({ kind: 'wasm', label: '1', gpuFailure: null } as const);
  const onEvent = () => undefined;

  test('is prepared with a pause for each row of each step', async () => {
    const all = pauses();
    const { composite, filled } = await preparePicture(request, clock, all.breathe);
    // Grown, blurred along and across, filled.
    expect(all.count()).toBeGreaterThan(4 * SIZE.height);
    expect(composite.region.height).toBe(SIZE.height);
    expect(filled).not.toBe(source);
    expect(await preparePicture(request, clock, goOn)).toMatchObject({ filled });
  });

  test.each([20, 250, 500, 620, 800])(
    'called off at pause %i, it goes no row further',
    async (at) => {
      const some = pauses(at);
      await expect(preparePicture(request, clock, some.breathe)).rejects.toThrow('abort');
      expect(some.count()).toBe(at);
    },
  );

  test('is called off by the signal of a run, here and on a server', async () => {
    const here = looks(500);
    await expect(prepare(request, acquire, { signal: here.signal, onEvent })).rejects.toThrow(
      'abort',
    );
    expect(here.count()).toBe(500);
    const far = looks(500);
    const nowhere = accessTo({ url: 'http://127.0.0.1:9' });
    const run = restoreRemote(remoteRequest(source, change), nowhere, {
      signal: far.signal,
      onEvent,
    });
    await expect(run).rejects.toThrow('abort');
    expect(far.count()).toBe(500);
  });
});
