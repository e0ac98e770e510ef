import { openDB } from 'idb';
import { createIndexedRecords } from '../../../panel/runs/unfinished/indexed-records';
import { createUnfinishedRuns } from '../../../panel/runs/unfinished/unfinished-runs';
import { createClaims } from '../../../panel/store/claims';
import type { TakenRun, UnfinishedRun, UnfinishedRuns } from '../../../panel/store/unfinished';
import type { StepsDone } from '../../../src/restore/steps-done';
import { codeOf } from '../../support/code-of';
import {
  DISK_IS_FULL,
  freshBrowser,
  heal,
  PAGE_ENDS,
  strike,
  tamper,
} from '../stories/browser-storage';
import { fakeLocks } from '../stories/fake-locks';
import { RUN, TAKEN } from '../stories/taken-run';

const DATABASE = 'supir-panel-unfinished';
const STEPS = TAKEN.stepsDone!;

let locks: LockManager;
beforeEach(() => {
  freshBrowser();
  locks = fakeLocks();
});

/** A page of the browser, or the same one loaded anew: the locks of the one before it are free. */
function page(): UnfinishedRuns {
  return createUnfinishedRuns(createIndexedRecords(), createClaims(locks));
}

/** The page has ended, and its locks with it. */
function nextPage(): UnfinishedRuns {
  locks = fakeLocks();
  return page();
}

const at = (done: number, run: UnfinishedRun = RUN): UnfinishedRun => ({ ...run, done });
const stepsAt = (done: number): StepsDone => ({
  ...STEPS,
  done,
  x: { ...STEPS.x, data: STEPS.x.data.map(() => done) },
});

/** What the next page goes on from; null: nothing is offered to it. */
async function standing(): Promise<TakenRun | null> {
  const runs = nextPage();
  const [newest] = await runs.list();
  return newest === undefined ? null : runs.take(newest.id);
}

const firstStep = (runs: UnfinishedRuns): Promise<unknown> =>
  runs.save(at(1), stepsAt(1), TAKEN.begun);

it('what was saved comes back in bits, on the next page', async () => {
  expect(await page().save(RUN, STEPS, TAKEN.begun)).toBe('lasting');
  expect(await standing()).toEqual(TAKEN);
});

describe('a page that ends in the middle of a write', () => {
  it.each([0, 1, 2])('of the first step, after %d things, leaves nothing', async (after) => {
    strike(PAGE_ENDS, after);
    await firstStep(page()).catch(() => undefined);
    heal();
    expect(await standing()).toBeNull();
  });

  it.each([0, 1])('of a later step, after %d, leaves the step before it whole', async (after) => {
    const runs = page();
    await firstStep(runs);
    strike(PAGE_ENDS, after);
    await expect(runs.save(at(2), stepsAt(2), null)).rejects.toThrow();
    heal();
    const left = await standing();
    expect([left?.run.done, left?.stepsDone?.x.data[0]]).toEqual([1, 1]);
    expect(left?.begun).toEqual(TAKEN.begun);
  });

  it.each([0, 1, 2, 3, 4])(
    'of the next variant, after %d, leaves one of the two whole',
    async (after) => {
      const runs = page();
      await firstStep(runs);
      strike(PAGE_ENDS, after);
      await expect(runs.goToNext(RUN.id, 'run-2')).rejects.toThrow();
      heal();
      const left = await standing();
      expect([left?.run.id, left?.run.done, left?.run.variantsLeft]).toEqual([RUN.id, 1, 2]);
      expect(left?.stepsDone?.x.data[0]).toBe(1);
    },
  );

  it.each([0, 1, 2])('of a removal, after %d, leaves it whole', async (after) => {
    const runs = page();
    await firstStep(runs);
    strike(PAGE_ENDS, after);
    await expect(runs.discard(RUN.id)).rejects.toThrow();
    heal();
    expect((await standing())?.stepsDone?.x.data[0]).toBe(1);
  });
});

describe('a disk that is full', () => {
  it('at the first step has the page keep the run as long as it lives, and says so', async () => {
    const runs = page();
    strike(DISK_IS_FULL);
    expect(await firstStep(runs)).toBe('passing');
    heal();
    // What is held here is not torn in two once there is room.
    expect(await runs.save(at(2), stepsAt(2), null)).toBe('passing');
    expect(await runs.list()).toEqual([]);
    await runs.release(RUN.id);
    expect(await runs.list()).toEqual([{ ...at(2), lasting: false }]);
    expect((await runs.take(RUN.id)).stepsDone?.done).toBe(2);
    expect(await standing()).toBeNull();
  });

  it.each([0, 1])('at a later step, after %d things, leaves the one before it', async (after) => {
    const runs = page();
    await firstStep(runs);
    strike(DISK_IS_FULL, after);
    await expect(runs.save(at(2), stepsAt(2), null)).rejects.toThrow('no room');
    expect((await standing())?.run.done).toBe(1);
  });
});

it('the next variant on a full disk takes its place in memory', async () => {
  const runs = page();
  await firstStep(runs);
  strike(DISK_IS_FULL);
  await runs.goToNext(RUN.id, 'run-2');
  await runs.release('run-2');
  expect(await runs.list()).toMatchObject([{ id: 'run-2', done: 0, lasting: false }]);
  expect(await standing()).toBeNull();
});

describe('records that are not as they were written', () => {
  const cut = (value: unknown): unknown => {
    const steps = value as StepsDone;
    return { ...steps, x: { ...steps.x, data: steps.x.data.slice(0, 100) } };
  };
  const cases: readonly (readonly [string, string, (value: unknown) => unknown])[] = [
    ['a latent that is cut off', 'steps', cut],
    ['steps of another size', 'steps', (value) => ({ ...(value as StepsDone), steps: 49 })],
    ['steps that are gone', 'steps', () => undefined],
    ['pixels that are gone', 'begun', () => null],
    ['a document of another size', 'facts', (v) => ({ ...(v as UnfinishedRun), canvas: 'small' })],
  ];

  it.each(cases)('%s: told of once, or not offered, and gone', async (_, store, change) => {
    await page().save(RUN, STEPS, TAKEN.begun);
    await tamper(DATABASE, store, RUN.id, change);
    const runs = nextPage();
    expect(await runs.list()).toHaveLength(store === 'facts' ? 0 : 1);
    expect(await codeOf(runs.take(RUN.id))).toBe('unfinished-run-lost');
    expect(await nextPage().list()).toEqual([]);
  });
});

describe('the records of another version of the panel', () => {
  it('a newer one are left alone, and what begins here lives as long as the page', async () => {
    const newer = await openDB(DATABASE, 99, {
      upgrade: (db) => void db.createObjectStore('facts').put({ wholly: 'other' }, 'theirs'),
    });
    newer.close();
    const runs = page();
    expect(await runs.list()).toEqual([]);
    expect(await codeOf(runs.take('theirs'))).toBe('unfinished-run-lost');
    expect(await firstStep(runs)).toBe('passing');
    const kept = await openDB(DATABASE);
    expect([kept.version, await kept.get('facts', 'theirs')]).toEqual([99, { wholly: 'other' }]);
  });

  it('an older one make way', async () => {
    const older = await openDB(DATABASE, 1, {
      upgrade: (db) => void db.createObjectStore('runs').put(RUN, RUN.id),
    });
    older.close();
    const runs = page();
    expect(await runs.list()).toEqual([]);
    expect(await firstStep(runs)).toBe('lasting');
  });

  it('settings of a newer one do not keep a run from going on', async () => {
    const settings = { version: 999, text: '{"wholly":"other"}' };
    await page().save(RUN, STEPS, { ...TAKEN.begun, settings });
    expect((await standing())?.begun.settings).toEqual(settings);
  });
});

describe('two tabs', () => {
  it('of which one goes on keep the other from it, until it ends', async () => {
    await page().save(RUN, STEPS, TAKEN.begun);
    const [first, second] = [nextPage(), page()];
    const taken = await Promise.allSettled([first.take(RUN.id), second.take(RUN.id)]);
    expect(taken.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await first.list()).toEqual([]);
    expect(await codeOf(second.discard(RUN.id))).toBe('unfinished-run-elsewhere');
    expect((await standing())?.run.id).toBe(RUN.id);
  });

  it('that keep a run each lose neither', async () => {
    const [first, second] = [page(), page()];
    await first.save(at(1), stepsAt(1), TAKEN.begun);
    const other = at(3, { ...RUN, id: 'run-2', savedAtMs: RUN.savedAtMs + 1 });
    await second.save(other, stepsAt(3), TAKEN.begun);
    const offered = await nextPage().list();
    expect(offered.map(({ id, done }) => [id, done])).toEqual([
      ['run-2', 3],
      ['run-1', 1],
    ]);
  });
});
