import { createNewestWish } from '../../../../panel/runs/adjust/newest-wish';
import { nextTask } from '../../../support/wait';

interface Turn {
  readonly wish: number;
  readonly signal: AbortSignal;
  readonly isNewest: () => boolean;
  readonly yieldAtOnce: () => void;
  readonly end: (error?: Error) => void;
}

function workshop() {
  const turns: Turn[] = [];
  const errors: unknown[] = [];
  const clock = { nowMs: 0 };
  const wishes = createNewestWish<number>({
    nowMs: () => clock.nowMs,
    onError: (error) => errors.push(error),
    work: (wish, signal, turn) =>
      new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error));
        const end = (error?: Error): void => (error === undefined ? resolve() : reject(error));
        turns.push({ wish, signal, ...turn, end });
      }),
  });
  const done = (): number[] => turns.map(({ wish }) => wish);
  return { turns, errors, clock, wishes, done };
}

test('of the wishes that come meanwhile the last is worked on', async () => {
  const { turns, wishes, done } = workshop();
  [1, 2, 3, 4].forEach((wish) => wishes.want(wish));
  expect(done()).toEqual([1]);
  expect(turns[0]!.signal.aborted).toBe(false);
  expect(turns[0]!.isNewest()).toBe(false);
  turns[0]!.end();
  await nextTask();
  expect(done()).toEqual([1, 4]);
  expect(turns[1]!.isNewest()).toBe(true);
  turns[1]!.end();
  await wishes.idle();
  expect(done()).toEqual([1, 4]);
});

test('what takes long is called off for a newer wish, without an error', async () => {
  const { turns, errors, clock, wishes, done } = workshop();
  wishes.want(1);
  clock.nowMs = 500;
  wishes.want(2);
  expect(turns[0]!.signal.aborted).toBe(true);
  await nextTask();
  expect(done()).toEqual([1, 2]);
  turns[1]!.end();
  await wishes.idle();
  expect(errors).toEqual([]);
});

test('work that says so is called off at once, however young', async () => {
  const { turns, errors, wishes, done } = workshop();
  wishes.want(1);
  turns[0]!.yieldAtOnce();
  expect(turns[0]!.signal.aborted).toBe(false);
  wishes.want(2);
  expect(turns[0]!.signal.aborted).toBe(true);
  await nextTask();
  expect(done()).toEqual([1, 2]);
  // The next one has as much patience as any other.
  wishes.want(3);
  expect(turns[1]!.signal.aborted).toBe(false);
  turns[1]!.end();
  await nextTask();
  turns[2]!.end();
  await wishes.idle();
  expect(errors).toEqual([]);
});

test('an error of the newest wish is told; that of an outdated one is not, and the next is worked on', async () => {
  const { turns, errors, wishes, done } = workshop();
  wishes.want(1);
  wishes.want(2);
  const error = new Error('broken');
  turns[0]!.end(error);
  await nextTask();
  expect(errors).toEqual([]);
  turns[1]!.end(error);
  await wishes.idle();
  expect(errors).toEqual([error]);
  wishes.want(3);
  expect(done()).toEqual([1, 2, 3]);
});

test('stopped, it forgets what runs and what waits', async () => {
  const { turns, errors, wishes, done } = workshop();
  wishes.want(1);
  wishes.want(2);
  wishes.stop();
  expect(turns[0]!.signal.aborted).toBe(true);
  await wishes.idle();
  expect(done()).toEqual([1]);
  expect(errors).toEqual([]);
});
