import { changeSettings } from '../../../panel/store/actions';
import { createClaims } from '../../../panel/store/claims';
import { createUnfinishedRuns } from '../../../panel/runs/unfinished/unfinished-runs';
import { DeviceError } from '../../../src/core/errors';
import type { SupirRestorer } from '../../../src/restore/request';
import { until } from '../../support/wait';
import { fakeLocks } from '../stories/fake-locks';
import { keptOf } from '../stories/kept';
import type { TestPanel } from '../stories/panel';
import { STEPS } from '../stories/scripted-engine';
import {
  beforeStep,
  createBrowser,
  errorCode,
  goOn,
  loseDevice,
  offered,
  startSupir,
} from '../stories/unfinished';

const left = ({ store }: TestPanel): readonly number[] =>
  store.get().unfinished.map(({ variantsLeft }) => variantsLeft);
const places = ({ store }: TestPanel): readonly string[] =>
  store.get().kept.map(({ placed }) => placed);
const seeds = ({ engine }: TestPanel): readonly number[] =>
  engine.requests.map(({ restorer }) => (restorer as SupirRestorer).settings.seed);

/** Does something before the engine reads the networks of this request, counted from 1. */
function beforeSteps(panel: TestPanel, number: number, act: () => void | Promise<void>): void {
  panel.engine.before = (event) =>
    panel.engine.requests.length === number && event.type === 'part' && event.part === 'text'
      ? act()
      : undefined;
}

/** Three variants with the seeds from 20, one of which ends before its first step. */
async function endedIn(
  number: number,
  act: (panel: TestPanel) => void | Promise<void>,
  given?: TestPanel,
): Promise<TestPanel> {
  const panel = given ?? (await startSupir());
  panel.store.update(changeSettings({ variants: 3, seed: 20 }));
  beforeSteps(panel, number, () => act(panel));
  await panel.runs.upscale();
  panel.engine.before = () => undefined;
  panel.store.update(changeSettings({ variants: 1, seed: 7 }));
  return panel;
}

describe('a variant that ends before its first step', () => {
  it.each([
    // What was finished stays shown.
    ['a cancel', ({ runs }: TestPanel) => runs.cancel(), 'done'],
    ['a lost device', () => loseDevice(), 'error'],
  ] as const)('by %s is made anew with those behind it', async (_, act, state) => {
    const panel = await endedIn(2, act);
    expect(panel.store.get().run.state).toBe(state);
    expect([offered(panel), left(panel)]).toEqual([[[0, STEPS]], [1]]);
    await goOn(panel);
    expect(seeds(panel)).toEqual([20, 21, 21, 22]);
    expect(panel.engine.requests.at(-1)!.restorer).not.toHaveProperty('from');
    expect(places(panel)).toEqual(['aside', 'aside', 'inserted']);
    expect(panel.host.inserted).toHaveLength(1);
    expect(new Set(panel.store.get().kept.map(({ id }) => id)).size).toBe(3);
    expect(offered(panel)).toEqual([]);
    expect(await panel.unfinished.list()).toEqual([]);
  });

  it('as the first of several is inserted as it was to be', async () => {
    const panel = await endedIn(1, loseDevice);
    // Nothing is lost by the whole click either.
    expect(panel.store.get().run).toMatchObject({ state: 'error', again: { does: 'run' } });
    expect([offered(panel), left(panel)]).toEqual([[[0, STEPS]], [2]]);
    await goOn(panel);
    expect(seeds(panel)).toEqual([20, 20, 21, 22]);
    expect(places(panel)).toEqual(['aside', 'aside', 'inserted']);
  });

  it('may end so once more', async () => {
    const panel = await endedIn(2, loseDevice);
    // It is made this time; the last one is not, twice.
    for (const request of [4, 5]) {
      beforeSteps(panel, request, loseDevice);
      await goOn(panel);
      expect([offered(panel), left(panel)]).toEqual([[[0, STEPS]], [0]]);
    }
    panel.engine.before = () => undefined;
    await goOn(panel);
    expect(seeds(panel)).toEqual([20, 21, 21, 22, 22, 22]);
    expect(places(panel)).toEqual(['aside', 'aside', 'inserted']);
    expect(offered(panel)).toEqual([]);
  });

  it('with its page is offered by the next one', async () => {
    const { records, page } = createBrowser();
    const first = await startSupir(createUnfinishedRuns(records, createClaims(fakeLocks())));
    void endedIn(2, () => new Promise(() => undefined), first);
    await until(() => first.engine.requests.length === 2);

    // Its locks have died with it, and the shelf of a test as well.
    const second = await startSupir(page());
    expect([offered(second), left(second)]).toEqual([[[0, STEPS]], [1]]);
    await goOn(second);
    expect(seeds(second)).toEqual([21, 22]);
    expect(places(second)).toEqual(['aside', 'aside']);
  });

  it('is offered where the page ended with the result before it just kept', async () => {
    const panel = await startSupir();
    panel.store.update(changeSettings({ variants: 3, seed: 20 }));
    beforeStep(panel, 3, loseDevice);
    await panel.runs.upscale();
    panel.engine.before = () => undefined;
    const [{ id } = { id: '' }] = panel.store.get().unfinished;
    await panel.shelf.keep(keptOf({ id }));
    await panel.runs.start();
    expect([offered(panel), left(panel)]).toEqual([[[0, STEPS]], [1]]);
    await goOn(panel);
    expect(seeds(panel)).toEqual([20, 21, 22]);
    expect(panel.host.inserted).toEqual([]);
  });

  it('is offered beside the result before it that could not be inserted', async () => {
    const panel = await startSupir();
    panel.host.before = (call) => {
      if (call === 'insertLayer') throw new DeviceError({ code: 'x', message: '', hint: '' });
    };
    await endedIn(9, () => undefined, panel);
    expect(errorCode(panel)).toBe('x');
    expect(places(panel)).toEqual(['waiting']);
    expect([offered(panel), left(panel)]).toEqual([[[0, STEPS]], [1]]);
    await goOn(panel);
    expect(places(panel)).toEqual(['aside', 'aside', 'waiting']);
    expect(offered(panel)).toEqual([]);
  });

  it('takes the place of its like, and of no run with steps', async () => {
    const panel = await startSupir();
    for (const done of [2, 3]) {
      beforeStep(panel, done, loseDevice);
      await panel.runs.upscale();
    }
    await endedIn(4, loseDevice, panel);
    await endedIn(6, loseDevice, panel);
    expect(offered(panel)).toEqual([
      [0, STEPS],
      [2, STEPS],
      [1, STEPS],
    ]);
    // With its first step it is counted among them.
    beforeStep(panel, 2, loseDevice);
    await goOn(panel);
    expect(offered(panel)).toEqual([
      [1, STEPS],
      [2, STEPS],
    ]);
  });

  it('that is thrown away takes those behind it along', async () => {
    const panel = await endedIn(2, loseDevice);
    await panel.runs.discardUnfinished(panel.store.get().unfinished[0]!.id);
    expect(offered(panel)).toEqual([]);
    expect(await panel.unfinished.list()).toEqual([]);
  });
});
