import type { RunEvent, RunNotice } from '../../src/core/events';
import { outOfMemory } from '../../src/onnx/failure';
import { retrySmaller } from '../../src/restore/prepare';
import { createStageClock } from '../../src/restore/stage-clock';

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
