import { createMemoryRecords, type RunRecords } from '../../../panel/runs/unfinished/records';
import { until } from '../../support/wait';
import type { TestPanel } from '../stories/panel';
import { STEPS } from '../stories/scripted-engine';
import {
  afterLoss,
  beforeStep,
  createBrowser,
  errorCode,
  goOn,
  isStep,
  loseDevice,
  offered,
  startSupir,
  wentOnFrom,
} from '../stories/unfinished';

describe('another tab', () => {
  it('does not offer a run that goes on here', async () => {
    const { records, page } = createBrowser();
    const first = await startSupir(page());
    let second: TestPanel | null = null;
    beforeStep(first, 3, async () => {
      await until(async () => (await records.facts()).size > 0);
      second = await startSupir(page());
    });
    await first.runs.upscale();
    expect(offered(second!)).toEqual([]);
    expect(first.store.get().run.state).toBe('done');
  });

  it('that went on meanwhile keeps this one from it', async () => {
    const { page } = createBrowser();
    const first = await afterLoss(page());
    const { id } = first.store.get().unfinished[0]!;
    const other = page();
    await other.take(id);
    await first.runs.goOn(id);
    expect(errorCode(first)).toBe('unfinished-run-elsewhere');
    await first.runs.discardUnfinished(id);
    expect(errorCode(first)).toBe('unfinished-run-elsewhere');
    await other.release(id);
    await first.runs.goOn(id);
    expect(first.store.get().run.state).toBe('done');
  });

  it('that has finished it leaves nothing to go on with', async () => {
    const { page } = createBrowser();
    const first = await afterLoss(page());
    const { id } = first.store.get().unfinished[0]!;
    await page().discard(id);
    await first.runs.goOn(id);
    expect(errorCode(first)).toBe('unfinished-run-lost');
    expect(offered(first)).toEqual([]);
  });
});

describe('storage', () => {
  it('that refuses everything does not fail the run', async () => {
    const records = { ...createMemoryRecords(), put: () => Promise.reject(new Error('quota')) };
    const panel = await startSupir(createBrowser(records).page());
    await panel.runs.upscale();
    expect(panel.store.get().run.state).toBe('done');
    beforeStep(panel, 3, loseDevice);
    await panel.runs.upscale();
    expect(errorCode(panel)).toBe('device-lost');
    expect(offered(panel)).toEqual([]);
  });

  it('that is full later keeps the last step that went in', async () => {
    const memory = createMemoryRecords();
    const records: RunRecords = {
      ...memory,
      put: (run, ...rest) =>
        run.done > 1 ? Promise.reject(new Error('quota')) : memory.put(run, ...rest),
    };
    const panel = await afterLoss(createBrowser(records).page());
    expect(offered(panel)).toEqual([[1, STEPS]]);
    await goOn(panel);
    expect(wentOnFrom(panel)).toBe(1);
    expect(panel.store.get().run.state).toBe('done');
  });

  it('that was cleared in the middle gets all of it again', async () => {
    const { records, page } = createBrowser();
    const panel = await startSupir(page());
    panel.engine.before = async (event) => {
      if (isStep(event, 4)) loseDevice();
      if (!isStep(event, 3)) return;
      await until(async () => (await records.facts()).size > 0);
      for (const id of (await records.facts()).keys()) await records.remove(id);
    };
    await panel.runs.upscale();
    panel.engine.before = () => undefined;
    expect(offered(panel)).toEqual([[3, STEPS]]);
    await goOn(panel);
    expect(panel.store.get().run.state).toBe('done');
  });

  it('holds two runs at most, the newest', async () => {
    const panel = await startSupir();
    for (const done of [2, 3, 4]) {
      beforeStep(panel, done, loseDevice);
      await panel.runs.upscale();
    }
    expect(offered(panel)).toEqual([
      [3, STEPS],
      [2, STEPS],
    ]);
  });
});
