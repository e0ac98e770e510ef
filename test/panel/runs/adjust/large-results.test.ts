import { NO_ADJUSTMENT } from '../../../../src/restore/adjust/adjustment';
import { adjusting, afterRun } from '../../stories/adjusting';
import type { TestPanel } from '../../stories/panel';

describe('a large result', () => {
  const large = ({ bitmaps }: TestPanel): void => void (bitmaps.areLarge = true);

  test('is shown roughly while a slider moves, and whole when it rests', async () => {
    const panel = await afterRun(large);
    const { runs, bitmaps, store } = panel;
    const states: boolean[] = [];
    let last = store.get().outcome!.compare!.after;
    store.subscribe(({ outcome }) => {
      const after = outcome?.compare?.after;
      if (after === undefined || after === last) return;
      last = after;
      states.push(outcome!.adjusting!.pending);
    });
    [0.4, 0.3, 0.2].forEach((strength) => runs.adjusting.change({ strength }));
    await runs.adjusting.idle();
    expect(bitmaps.rough.map(({ strength }) => strength)).toEqual([0.4, 0.2]);
    expect(bitmaps.adjusted).toHaveLength(1);
    // Twice roughly, and then as it will be applied.
    expect(states).toEqual([true, true, false]);
    expect(bitmaps.open).toBe(2);
    await runs.adjusting.apply();
    expect(panel.host.replaced).toHaveLength(1);
  });

  test('that is closed meanwhile leaves no bitmap behind', async () => {
    const { runs, bitmaps } = await afterRun(large);
    runs.adjusting.change({ detail: 0.2 });
    runs.closeOutcome();
    await runs.adjusting.idle();
    expect(bitmaps.open).toBe(0);
    expect(bitmaps.adjusted).toEqual([]);
  });
});

test('apply makes the result, and then puts it into the document', async () => {
  const panel = await afterRun();
  panel.runs.adjusting.change({ strength: 0 });
  await panel.runs.adjusting.idle();
  panel.trace.length = 0;
  await panel.runs.adjusting.apply();
  expect(panel.trace).toEqual(['read', 'finish', 'insert', 'done']);
});

test('an apply that is called off while the result is made leaves the document alone', async () => {
  const panel = await afterRun();
  const { runs, host, store } = panel;
  runs.adjusting.change({ strength: 0 });
  await runs.adjusting.idle();
  const stop = store.subscribe(({ run }) => {
    if (run.state !== 'running' || run.stage !== 'finish') return;
    stop();
    runs.cancel();
  });
  await runs.adjusting.apply();
  expect(store.get().run).toEqual({ state: 'idle', cancelled: true });
  expect(host.replaced).toEqual([]);
  expect(adjusting(panel)).toMatchObject({ applied: NO_ADJUSTMENT, applying: false, error: null });
  await runs.adjusting.apply();
  expect(host.replaced).toHaveLength(1);
});
