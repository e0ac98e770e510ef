import { DeviceError } from '../../../src/core/errors';
import { changeSettings } from '../../../panel/store/actions';
import { waiting } from '../../../panel/store/kept';
import { modelAccepted } from '../../../panel/store/model-actions';
import { documentResults, settingsToUse } from '../../../panel/store/results';
import { progressShare } from '../../../panel/store/selectors';
import type { Settings } from '../../../panel/settings/settings';
import { open, sdxlFile, supirFile } from '../stories/models';
import { NEW_SEED, startPanel, type TestPanel } from '../stories/panel';

async function startSupir(settings: Partial<Settings> = {}): Promise<TestPanel> {
  const panel = await startPanel();
  for (const model of [supirFile('Q'), sdxlFile(false)]) {
    panel.store.update(modelAccepted(model.name, open(model)));
  }
  const supir = { restorer: 'supir', licenceAccepted: true, variants: 3 } as const;
  panel.store.update(changeSettings({ ...supir, ...settings }));
  return panel;
}

function seedsOf({ engine }: TestPanel): readonly (number | null)[] {
  return engine.requests.map(({ restorer }) =>
    restorer.kind === 'supir' ? restorer.settings.seed : null,
  );
}

/** Does something when the run begins its `count`th result. */
function atResult({ store }: TestPanel, count: number, act: () => void): void {
  let once = false;
  store.subscribe(({ run }) => {
    if (once || run.state !== 'running' || run.variants.done !== count - 1) return;
    if (run.stage !== 'restore') return;
    once = true;
    act();
  });
}

describe('variants', () => {
  it('are made one after the other from one reading, with the seeds that follow', async () => {
    const panel = await startSupir();
    await panel.runs.upscale();
    expect(seedsOf(panel)).toEqual([NEW_SEED, NEW_SEED + 1, NEW_SEED + 2]);
    expect(panel.host.calls.filter((call) => call === 'readLayer')).toHaveLength(1);
    const [first, ...others] = panel.engine.requests;
    for (const other of others) {
      expect(other.source).toBe(first!.source);
      expect(other.contextRect).toEqual(first!.contextRect);
      expect(other.id).not.toBe(first!.id);
    }
  });

  it('wrap around behind the last seed', async () => {
    const panel = await startSupir({ seed: 0xffffffff });
    await panel.runs.upscale();
    expect(seedsOf(panel)).toEqual([0xffffffff, 0, 1]);
  });

  it('put the first into the document, and the others beside it', async () => {
    const panel = await startSupir();
    await panel.runs.upscale();
    expect(panel.host.inserted).toHaveLength(1);
    const { run, outcome, kept } = panel.store.get();
    expect(run).toEqual({ state: 'done', aside: 2 });
    expect(outcome?.report.supir?.seed).toBe(NEW_SEED);
    expect(kept.map(({ placed, report }) => [placed, report.supir?.seed])).toEqual([
      ['aside', NEW_SEED + 2],
      ['aside', NEW_SEED + 1],
      ['inserted', NEW_SEED],
    ]);
    expect(waiting(kept)).toEqual([]);
    expect(documentResults(panel.store.get())).toEqual(kept);
  });

  it('are shown as they finish', async () => {
    const panel = await startSupir();
    const seen: number[] = [];
    panel.store.subscribe(({ run, kept }) => {
      if (run.state === 'running') seen.push(kept.length);
    });
    await panel.runs.upscale();
    expect([...new Set(seen)]).toEqual([0, 1, 2, 3]);
  });

  it('are one count of steps, which never goes back', async () => {
    const panel = await startSupir();
    const shares: number[] = [];
    panel.store.subscribe(({ run }) => {
      if (run.state !== 'running' || run.part?.part !== 'sample' || run.load !== null) return;
      shares.push(progressShare(run) ?? 0);
    });
    await panel.runs.upscale();
    expect([...shares].sort((a, b) => a - b)).toEqual(shares);
    expect(shares[0]).toBe(0);
    expect(shares.at(-1)).toBe(1);
    expect(shares).toContain(1 / 3);
  });

  it('that are called off leave those that are finished', async () => {
    const panel = await startSupir();
    atResult(panel, 3, () => panel.runs.cancel());
    await panel.runs.upscale();
    expect(panel.store.get().run).toEqual({ state: 'done', aside: 1 });
    expect(panel.store.get().kept).toHaveLength(2);
    expect(panel.host.inserted).toHaveLength(1);
  });

  it('that are called off in the first leave nothing', async () => {
    const panel = await startSupir();
    atResult(panel, 1, () => panel.runs.cancel());
    await panel.runs.upscale();
    expect(panel.store.get().run).toEqual({ state: 'idle', cancelled: true });
    expect(panel.store.get().kept).toEqual([]);
  });

  it('that fail leave those before, and no insert to be tried again', async () => {
    const panel = await startSupir();
    atResult(panel, 2, () => {
      panel.engine.before = () => {
        throw new DeviceError({ code: 'device-lost', message: 'gone', hint: 'again' });
      };
    });
    await panel.runs.upscale();
    expect(panel.store.get().run).toMatchObject({ state: 'error', keptId: null });
    expect(panel.store.get().kept).toMatchObject([{ placed: 'inserted' }]);
    expect(panel.store.get().outcome?.report.supir?.seed).toBe(NEW_SEED);
  });

  it('are no matter of the embedded network', async () => {
    const panel = await startPanel();
    panel.store.update(changeSettings({ variants: 4 }));
    await panel.runs.upscale();
    expect(panel.engine.requests).toHaveLength(1);
    expect(panel.store.get().run).toEqual({ state: 'done', aside: 0 });
  });

  it('can be inserted later, and made again by their settings', async () => {
    const panel = await startSupir({ prompt: 'a cup' });
    await panel.runs.upscale();
    const [last] = panel.store.get().kept;
    await panel.runs.insertKept(last!.id);
    expect(panel.host.inserted).toHaveLength(2);
    expect(panel.store.get().outcome?.compare).not.toBeNull();
    expect(panel.store.get().kept[0]).toMatchObject({
      placed: 'inserted',
      layer: { layerId: 'new-2' },
    });

    panel.store.update(changeSettings({ prompt: 'a dog', steps: 3 }));
    panel.store.update(changeSettings(settingsToUse(last!)!));
    panel.engine.requests.length = 0;
    await panel.runs.upscale();
    expect(seedsOf(panel)).toEqual([NEW_SEED + 2]);
    expect(panel.engine.requests[0]!.restorer).toMatchObject({ prompt: 'a cup. ' });
  });
});
