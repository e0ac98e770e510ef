import { createIndexedRecords } from '../../../panel/runs/unfinished/indexed-records';
import { keepRun, type RunKeeper, type RunToKeep } from '../../../panel/runs/unfinished/keep-run';
import { createUnfinishedRuns } from '../../../panel/runs/unfinished/unfinished-runs';
import { createClaims } from '../../../panel/store/claims';
import type { Keeping, UnfinishedRuns } from '../../../panel/store/unfinished';
import { createImage } from '../../../src/core/image';
import { until } from '../../support/wait';
import { DISK_IS_FULL, freshBrowser, heal, strike } from '../stories/browser-storage';
import { fakeLocks } from '../stories/fake-locks';
import { RUN, TAKEN } from '../stories/taken-run';

beforeEach(freshBrowser);

interface Kept {
  /** Ends a step, and waits until it is known how it is kept. */
  step(done: number): Promise<Keeping>;
  readonly keeper: RunKeeper;
  readonly unfinished: UnfinishedRuns;
}

/** A run whose steps are long enough for each to be saved. */
function keep(run: Partial<RunToKeep> = {}): Kept {
  const told: Keeping[] = [];
  const unfinished = createUnfinishedRuns(createIndexedRecords(), createClaims(fakeLocks()));
  let nowMs = 0;
  const keeper = keepRun(
    { unfinished, nowMs: () => nowMs },
    {
      id: RUN.id,
      stored: 'nothing',
      storedSteps: 0,
      begun: () => TAKEN.begun,
      factsAt: (done) => Promise.resolve({ ...RUN, done }),
      onKeeping: (keeping) => told.push(keeping),
      ...run,
    },
  );
  return {
    keeper,
    unfinished,
    async step(done) {
      const before = told.length;
      nowMs += 60_000;
      keeper.onStepsDone({ ...TAKEN.stepsDone!, done });
      await until(() => told.length > before);
      return told.at(-1)!;
    },
  };
}

it('steps that are stored are told as such, and offered once the run has ended', async () => {
  const { keeper, step, unfinished } = keep();
  expect(await step(1)).toEqual({ state: 'lasting' });
  expect(await step(2)).toEqual({ state: 'lasting' });
  expect(await keeper.leave()).toBe(true);
  expect(await unfinished.list()).toEqual([{ ...RUN, done: 2 }]);
});

it('on a full disk the run lives as long as the page, and says so', async () => {
  strike(DISK_IS_FULL);
  const { keeper, step, unfinished } = keep();
  expect(await step(1)).toEqual({ state: 'passing' });
  expect(await step(2)).toEqual({ state: 'passing' });
  expect(await keeper.leave()).toBe(true);
  expect(await unfinished.list()).toEqual([{ ...RUN, done: 2, lasting: false }]);
});

it('a disk that gets full tells the step that can be gone on from, until it has room again', async () => {
  const { keeper, step, unfinished } = keep();
  await step(1);
  strike(DISK_IS_FULL);
  expect(await step(2)).toEqual({ state: 'refused', done: 1 });
  expect(await step(3)).toEqual({ state: 'refused', done: 1 });
  heal();
  expect(await step(4)).toEqual({ state: 'lasting' });
  strike(DISK_IS_FULL);
  expect(await step(5)).toEqual({ state: 'refused', done: 4 });
  expect(await keeper.leave()).toBe(true);
  expect(await unfinished.list()).toEqual([{ ...RUN, done: 4 }]);
});

it('a run that goes on tells the step that it went on from', async () => {
  const { keeper } = keep();
  keeper.onStepsDone(TAKEN.stepsDone!);
  await keeper.leave();
  strike(DISK_IS_FULL);
  const { step } = keep({ stored: 'steps', storedSteps: RUN.done });
  expect(await step(32)).toEqual({ state: 'refused', done: RUN.done });
});

it('a picture that is too large to be kept is told once, and not sent again', async () => {
  let sent = 0;
  const { keeper, step, unfinished } = keep({
    begun() {
      sent++;
      const source = { ...createImage({ width: 1, height: 1 }, 8), width: 5000, height: 5000 };
      return { ...TAKEN.begun, request: { ...TAKEN.begun.request, source } };
    },
  });
  expect(await step(1)).toEqual({ state: 'refused', done: 0 });
  keeper.onStepsDone({ ...TAKEN.stepsDone!, done: 2 });
  expect(await keeper.leave()).toBe(false);
  expect([sent, await unfinished.list()]).toEqual([1, []]);
});
