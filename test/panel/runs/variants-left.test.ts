import { changeSettings } from '../../../panel/store/actions';
import type { SupirRestorer } from '../../../src/restore/request';
import type { TestPanel } from '../stories/panel';
import { STEPS } from '../stories/scripted-engine';
import { beforeStep, goOn, isStep, loseDevice, offered, startSupir } from '../stories/unfinished';

describe('the variants that an unfinished run left', () => {
  async function lostInFirst(count: 1 | 2 | 3 | 4, seed = 4_294_967_294): Promise<TestPanel> {
    const panel = await startSupir();
    panel.store.update(changeSettings({ variants: count, seed }));
    beforeStep(panel, 2, loseDevice);
    await panel.runs.upscale();
    panel.engine.before = () => undefined;
    panel.store.update(changeSettings({ variants: 1, seed: 7 }));
    return panel;
  }
  const left = ({ store }: TestPanel): readonly number[] =>
    store.get().unfinished.map(({ variantsLeft }) => variantsLeft);
  /** Seed and first step of every request after the first one. */
  const asked = ({ engine }: TestPanel): readonly unknown[] =>
    engine.requests.slice(1).map(({ restorer }) => {
      const { settings, from } = restorer as SupirRestorer;
      return [settings.seed, from?.done ?? 0];
    });

  it('are made after it, from their first steps, and counted with it', async () => {
    const panel = await lostInFirst(3);
    expect(left(panel)).toEqual([2]);
    const counts: unknown[] = [];
    panel.store.subscribe(({ run }) => {
      if (run.state === 'running') counts.push(`${run.variants.done} of ${run.variants.of}`);
    });
    await goOn(panel);
    expect(asked(panel)).toEqual([
      [4_294_967_294, 1],
      [4_294_967_295, 0],
      [0, 0],
    ]);
    expect([...new Set(counts)].slice(1)).toEqual(['0 of 3', '1 of 3', '2 of 3', '3 of 3']);
    expect(panel.host.inserted).toHaveLength(1);
    const { kept, run } = panel.store.get();
    expect(kept.map(({ placed }) => placed)).toEqual(['aside', 'aside', 'inserted']);
    expect(new Set(kept.map(({ id }) => id)).size).toBe(3);
    expect(run).toMatchObject({ state: 'done', aside: 2 });
    expect(offered(panel)).toEqual([]);
  });

  it('are fewer after each that was begun, also by going on', async () => {
    const panel = await lostInFirst(4);
    // The second result is the third request: the first of them went on once.
    panel.engine.before = (event) =>
      panel.engine.requests.length === 3 && isStep(event, 3) ? panel.runs.cancel() : undefined;
    await goOn(panel);
    expect([offered(panel), left(panel)]).toEqual([[[2, STEPS]], [2]]);
    panel.engine.before = () => undefined;
    await goOn(panel);
    expect(asked(panel).slice(2)).toEqual([
      [4_294_967_295, 2],
      [0, 0],
      [1, 0],
    ]);
    expect(panel.store.get().kept.map(({ placed }) => placed)).toEqual([
      'aside',
      'aside',
      'aside',
      'inserted',
    ]);
    expect(offered(panel)).toEqual([]);
  });

  it('are not made when it is stopped early', async () => {
    const panel = await lostInFirst(3);
    panel.engine.before = (event) => (isStep(event, 3) ? panel.runs.stopAndKeep() : undefined);
    await goOn(panel);
    expect(panel.engine.requests).toHaveLength(2);
    expect(panel.store.get().kept).toHaveLength(1);
    expect(offered(panel)).toEqual([]);
  });
});
