import type { RunEvent } from '../../../src/core/events';
import { NATIVE } from '../../../src/restore/remote/native-graph';
import { createRunProgress } from '../../../src/restore/remote/run-progress';
import { WRAPPER } from '../../../src/restore/remote/wrapper-graph';

function progressOf(maker: typeof NATIVE, steps: number) {
  const events: RunEvent[] = [];
  const progress = createRunProgress(maker, 1, steps, (event) => events.push(event));
  progress.begin(0);
  return { events, progress };
}

test('nodes with the names of what every object has are no part of a run', () => {
  const { events, progress } = progressOf(NATIVE, 4);
  for (const node of ['constructor', '__proto__', 'toString', 'hasOwnProperty']) {
    progress.heard({ type: 'node', node });
    progress.heard({ type: 'progress', node, value: 1, max: 2 });
  }
  expect(events).toEqual([]);
});

test('a count to one more than the steps counts steps', () => {
  const { events, progress } = progressOf(WRAPPER, 4);
  for (let value = 1; value <= 4; value++) {
    progress.heard({ type: 'progress', node: '7', value, max: 5 });
  }
  progress.heard({ type: 'progress', node: '7', value: 1, max: 1 });
  expect(events.map((event) => (event.type === 'part' ? event.done : event.type))).toEqual([
    1, 2, 3, 4,
  ]);
});

test('another maximum is a share of the steps', () => {
  const { events, progress } = progressOf(NATIVE, 4);
  progress.heard({ type: 'progress', node: '12', value: 8, max: 16 });
  expect(events).toEqual([{ type: 'part', part: 'sample', done: 2, total: 4 }]);
});
