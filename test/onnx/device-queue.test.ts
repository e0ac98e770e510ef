import { createTurns } from '../../src/core/turns';
import { deviceQueue } from '../../src/onnx/device-queue';
import { nextTask } from '../support/wait';

interface Deferred<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
}

function deferred<T>(): Deferred<T> {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

const never = (): Promise<string> => new Promise(() => undefined);

test('work goes one after another, also behind work that failed', async () => {
  const queue = deviceQueue(never(), createTurns());
  const order: string[] = [];
  const first = deferred<number>();
  const runs = [
    queue.run(async () => {
      order.push('first begins');
      const value = await first.promise;
      order.push('first ends');
      return value;
    }),
    queue.run(() => {
      order.push('second');
      return Promise.reject(new Error('second'));
    }),
    queue.run(() => Promise.resolve(order.push('third'))),
  ];
  const results = Promise.allSettled(runs);
  await nextTask();
  expect(order).toEqual(['first begins']);
  first.resolve(1);
  expect((await results).map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
  ]);
  expect(order).toEqual(['first begins', 'first ends', 'second', 'third']);
});

test('a lost device rejects what runs and what waits at once, and what comes later', async () => {
  const lost = deferred<string>();
  const turns = createTurns();
  const queue = deviceQueue(lost.promise, turns);
  const hanging = deferred<number>();
  let begun = 0;
  const work = (): Promise<number> => {
    begun++;
    return hanging.promise;
  };
  const runs = [queue.run(work), queue.run(work)];
  await nextTask();
  lost.resolve('unplugged');
  for (const run of runs) {
    await expect(run).rejects.toMatchObject({
      code: 'device-lost',
      details: { reason: 'unplugged' },
    });
  }
  await expect(queue.run(work)).rejects.toMatchObject({ code: 'device-lost' });
  expect(begun).toBe(1);
});

test('clean-up waits for work that a lost device cut off, and drops what it throws', async () => {
  const lost = deferred<string>();
  const turns = createTurns();
  const queue = deviceQueue(lost.promise, turns);
  const hanging = deferred<number>();
  queue.run(() => hanging.promise).catch(() => undefined);
  await nextTask();
  lost.resolve('unplugged');
  let cleaned = 0;
  const cleaning = queue.cleanUp(() => {
    cleaned++;
    return Promise.reject(new Error('nothing to free'));
  });
  await nextTask();
  expect(cleaned).toBe(0);
  hanging.resolve(1);
  await cleaning;
  expect(cleaned).toBe(1);
});

test('clean-up does not wait for what never ends after a loss, and does not enter the module', async () => {
  const lost = deferred<string>();
  const turns = createTurns();
  const queue = deviceQueue(lost.promise, turns, 0);
  const hanging = deferred<number>();
  const run = queue.run(() => hanging.promise);
  const cleaned: string[] = [];
  const cleanUp = (name: string): Promise<void> =>
    queue.cleanUp(() => {
      cleaned.push(name);
      return Promise.resolve();
    });
  const before = cleanUp('before');
  await nextTask();
  lost.resolve('unplugged');
  await expect(run).rejects.toMatchObject({ code: 'device-lost' });
  await before;
  await cleanUp('after');
  expect(cleaned).toEqual([]);
  // Should it end after all, nothing is left undone.
  hanging.resolve(1);
  await nextTask();
  await cleanUp('late');
  expect(cleaned).toEqual(['before', 'after', 'late']);
});

test('long after a loss, clean-up still waits for its turn where nothing of its own hangs', async () => {
  const lost = deferred<string>();
  const turns = createTurns();
  const queue = deviceQueue(lost.promise, turns, 0);
  lost.resolve('unplugged');
  const other = deferred<number>();
  void turns.take(() => other.promise);
  let cleaned = 0;
  await nextTask();
  const cleaning = queue.cleanUp(() => {
    cleaned++;
    return Promise.resolve();
  });
  await nextTask();
  expect(cleaned).toBe(0);
  other.resolve(1);
  await cleaning;
  expect(cleaned).toBe(1);
});

test('a new device waits for what the lost one left inside the module', async () => {
  const lost = deferred<string>();
  const turns = createTurns();
  const hanging = deferred<number>();
  deviceQueue(lost.promise, turns)
    .run(() => hanging.promise)
    .catch(() => undefined);
  await nextTask();
  lost.resolve('unplugged');
  let begun = 0;
  const next = deviceQueue(never(), turns).run(() => Promise.resolve(++begun));
  await nextTask();
  expect(begun).toBe(0);
  hanging.resolve(1);
  expect(await next).toBe(1);
});
