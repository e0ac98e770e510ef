import type { RestorerName } from '../../../src/restore/request';
import type { RunEvent } from '../../../src/core/events';
import { DEFAULT_SETTINGS } from '../../../panel/settings/settings';
import { runEvent, runStarted } from '../../../panel/store/actions';
import { counted, progressShare, remainingTimeMs } from '../../../panel/store/selectors';
import { initialState, type RunPurpose, type Running } from '../../../panel/store/panel-state';
import { formatFor } from '../../../panel/strings/format';
import { stringsFor } from '../../../panel/strings/strings';
import { progressText } from '../../../panel/views/progress';

type Told = readonly [atMs: number, event: RunEvent];

const MINUTE = 60_000;

/** A run that was told `events`, each at its time. */
function running(
  restorer: RestorerName,
  events: readonly Told[],
  purpose: RunPurpose = 'run',
): Running {
  const start = initialState({
    settings: DEFAULT_SETTINGS,
    language: 'en',
    dark: false,
    developer: false,
    host: { kind: 'standalone', description: '', modes: ['in-place'] },
  });
  const { run } = events.reduce(
    (state, [atMs, event]) => runEvent(event, atMs)(state),
    runStarted(restorer, 0, purpose)(start),
  );
  if (run.state !== 'running') throw new Error(`the run is ${run.state}`);
  return run;
}

function shown(run: Running, language: 'en' | 'zh-CN' = 'en'): string {
  return progressText({ t: stringsFor(language), f: formatFor(language) }, run);
}

const restoring: Told = [0, { type: 'stage', stage: 'restore' }];

function load(atMs: number, doneBytes: number): Told {
  return [atMs, { type: 'load', what: 'sample', doneBytes, totalBytes: 4.6e9 }];
}

function steps(atMs: number, done: number, tile?: { done: number; total: number }): Told {
  return [atMs, { type: 'part', part: 'sample', done, total: 50, ...(tile && { tile }) }];
}

test('an apply counts its parts while the result is made, and nothing while it is inserted', () => {
  const made: readonly Told[] = [
    [0, { type: 'stage', stage: 'finish' }],
    [10, { type: 'tile', done: 0, total: 4 }],
    [20, { type: 'tile', done: 1, total: 4 }],
  ];
  const run = running('supir', made, 'apply');
  expect(progressShare(run)).toBe(0.25);
  expect(shown(run)).toBe('Adjusting part 2 of 4');
  expect(shown(run, 'zh-CN')).toBe('正在调整第 2 部分，共 4 部分');
  const inserting = running('supir', [...made, [30, { type: 'stage', stage: 'insert' }]], 'apply');
  expect(counted(inserting)).toBeNull();
  // A run's tiles are done when it finishes.
  expect(counted(running('fast', made))).toBeNull();
});

describe('a load', () => {
  it('is shown until its last byte; then the step that runs is', () => {
    const loading = [restoring, steps(0, 0), load(1000, 4.5e9)];
    expect(shown(running('supir', loading))).toBe('Loading UNet 4.5 of 4.6 GB');
    const loaded = running('supir', [...loading, load(2000, 4.6e9)]);
    expect(shown(loaded)).toBe('Step 1 of 50');
    expect(progressShare(loaded)).toBe(0);
  });

  it('of the fast engine is over with its last byte as well', () => {
    const run = running('fast', [
      [0, { type: 'stage', stage: 'load' }],
      [5, { type: 'load', what: 'model', doneBytes: 10, totalBytes: 10 }],
    ]);
    expect(counted(run)).toBeNull();
  });

  it('is followed by a part without a share where that is done in one go', () => {
    const run = running('supir', [
      restoring,
      [0, { type: 'part', part: 'decode', done: 0, total: 1 }],
      load(1000, 4.6e9),
    ]);
    expect(shown(run)).toBe('Decoding the result…');
    expect(progressShare(run)).toBeNull();
  });

  it('does not count as time of the first step', () => {
    const run = running('supir', [
      restoring,
      steps(0, 0),
      load(5 * MINUTE, 4.6e9),
      steps(5 * MINUTE + 10_000, 1),
    ]);
    expect(remainingTimeMs(run, 5 * MINUTE + 10_000)).toBe(49 * 10_000);
  });

  it('leaves the clock of steps that were made already', () => {
    const made = [restoring, steps(0, 0), steps(1000, 1), steps(3000, 2)];
    const run = running('supir', [...made, load(3000, 4.6e9)]);
    expect(run.part?.clock).toEqual(running('supir', made).part?.clock);
  });
});

describe('the steps of a sampler', () => {
  it('begin anew where they are told at 0 again, as when the networks stand ready', () => {
    const run = running('supir', [restoring, steps(0, 0), steps(MINUTE, 0), steps(MINUTE + 1, 1)]);
    expect(remainingTimeMs(run, MINUTE + 1)).toBe(49);
  });

  it('are counted in tiles where each goes tile by tile', () => {
    const tile = (done: number): { done: number; total: number } => ({ done, total: 9 });
    const run = running('supir', [restoring, steps(0, 0), steps(100, 0, tile(0))]);
    expect(shown(run)).toBe('Step 1 of 50, tile 1 of 9');
    const first = running('supir', [
      restoring,
      steps(0, 0),
      steps(100, 0, tile(0)),
      steps(300, 0, tile(1)),
      steps(400, 0, tile(2)),
    ]);
    expect(shown(first)).toBe('Step 1 of 50, tile 3 of 9');
    expect(progressShare(first)).toBeCloseTo(2 / 450);
    expect(remainingTimeMs(first, 400)).toBe(448 * 100);
    const third = running('supir', [restoring, steps(0, 2, tile(0)), steps(100, 2, tile(1))]);
    expect(shown(third)).toBe('Step 3 of 50, tile 2 of 9');
    expect(shown(third, 'zh-CN')).toBe('第 3 步，共 50 步；第 2 块，共 9 块');
  });

  it('are named to the last tile of the last step', () => {
    const run = running('supir', [restoring, steps(0, 50, { done: 0, total: 9 })]);
    expect(shown(run)).toBe('Step 50 of 50, tile 9 of 9');
    expect(progressShare(run)).toBe(1);
  });

  it('have no tiles where one covers the picture', () => {
    const run = running('supir', [restoring, steps(0, 3, { done: 0, total: 1 })]);
    expect(shown(run)).toBe('Step 4 of 50');
  });
});

it('a run that is planned again counts from the beginning', () => {
  const tile = (done: number, total: number): RunEvent => ({ type: 'tile', done, total });
  const again = running('fast', [
    restoring,
    [1000, tile(1, 4)],
    [2000, { type: 'stage', stage: 'plan' }],
    [3000, { type: 'stage', stage: 'restore' }],
    [3500, tile(1, 16)],
  ]);
  expect(again.tiles).toMatchObject({ startedAtMs: 3000, firstTileAtMs: 3500, total: 16 });
  const supir = running('supir', [
    restoring,
    steps(0, 7),
    [2000, { type: 'stage', stage: 'plan' }],
    [3000, { type: 'stage', stage: 'restore' }],
  ]);
  expect(supir.part).toBeNull();
});
