import { changeSettings } from '../../../panel/store/actions';
import { modelAccepted } from '../../../panel/store/model-actions';
import { createClaims } from '../../../panel/runs/unfinished/claims';
import { createMemoryRecords, type RunRecords } from '../../../panel/runs/unfinished/records';
import { createUnfinishedRuns } from '../../../panel/runs/unfinished/unfinished-runs';
import type { HeldModel } from '../../../panel/store/models';
import type { PanelState } from '../../../panel/store/panel-state';
import type { UnfinishedRuns } from '../../../panel/store/unfinished';
import { DeviceError } from '../../../src/core/errors';
import type { RunEvent } from '../../../src/core/events';
import type { SupirRestorer } from '../../../src/restore/request';
import { until } from '../../support/wait';
import { fakeLocks } from '../stories/fake-locks';
import { createFakeHost, NOTHING_OPEN, openDocument, type FakeHost } from '../stories/fake-host';
import { loraFile, open, sdxlFile, supirFile } from '../stories/models';
import { createTestShelf, startPanel, type TestPanel } from '../stories/panel';
import { STEPS } from '../stories/scripted-engine';

/** As many steps as the scripted engine plays. */
const SETTINGS = { restorer: 'supir', licenceAccepted: true, steps: STEPS } as const;

/** Pages of one browser: they share what is stored, and know of each other. */
function browser(records: RunRecords = createMemoryRecords()): {
  readonly records: RunRecords;
  readonly page: () => UnfinishedRuns;
} {
  const locks = fakeLocks();
  return { records, page: () => createUnfinishedRuns(records, createClaims(locks)) };
}

async function startSupir(
  unfinished: UnfinishedRuns = browser().page(),
  host: FakeHost = createFakeHost(),
): Promise<TestPanel> {
  const panel = await startPanel(createTestShelf(), host, unfinished);
  for (const model of [supirFile('Q'), sdxlFile(false)]) {
    panel.store.update(modelAccepted(model.name, open(model)));
  }
  panel.store.update(changeSettings(SETTINGS));
  return panel;
}

const isStep = (event: RunEvent, done: number): boolean =>
  event.type === 'part' && event.part === 'sample' && event.done === done;

/** Does something before the engine tells of a step. */
function before(panel: TestPanel, done: number, act: () => void | Promise<void>): void {
  panel.engine.before = (event) => (isStep(event, done) ? act() : undefined);
}

const lost = (): never => {
  throw new DeviceError({ code: 'device-lost', message: 'gone', hint: 'again' });
};

function code({ run }: PanelState): string | null {
  return run.state === 'error' ? run.error.code : `the run is ${run.state}`;
}

const offered = ({ store }: TestPanel): unknown =>
  store.get().unfinished.map(({ done, steps }) => [done, steps]);

const from = ({ engine }: TestPanel): number | undefined =>
  (engine.requests.at(-1)!.restorer as SupirRestorer).from?.done;

/** A run that lost its device after three steps. */
async function afterLoss(unfinished?: UnfinishedRuns): Promise<TestPanel> {
  const panel = await startSupir(unfinished);
  before(panel, 4, lost);
  await panel.runs.upscale();
  panel.engine.before = () => undefined;
  return panel;
}

describe('an unfinished run', () => {
  it('is offered after a lost device, goes on from its last step, and is gone', async () => {
    const panel = await afterLoss();
    expect(code(panel.store.get())).toBe('device-lost');
    expect(offered(panel)).toEqual([[3, STEPS]]);
    const [first] = panel.engine.requests;

    panel.store.update(changeSettings({ steps: 50, seed: 1, prompt: 'other', scale: 4 }));
    await panel.runs.goOn(panel.store.get().unfinished[0]!.id);
    expect(panel.store.get().run.state).toBe('done');
    expect(from(panel)).toBe(3);
    const { from: point, ...asked } = panel.engine.requests[1]!.restorer as SupirRestorer;
    expect(point?.x.data).toEqual(Float32Array.of(3));
    expect(asked).toEqual(first!.restorer);
    expect(panel.engine.requests[1]).toMatchObject({
      id: first!.id,
      device: 'webgpu',
      scale: first!.scale,
      source: first!.source,
      selection: first!.selection,
      contextRect: first!.contextRect,
    });
    expect(panel.host.inserted).toHaveLength(1);
    expect(panel.host.inserted[0]!.name).toBe('Restored 2x (SUPIR)');
    expect(offered(panel)).toEqual([]);
    expect(await panel.unfinished.list()).toEqual([]);
  });

  it('is offered after a cancel, and not after one before the first step', async () => {
    const panel = await startSupir();
    before(panel, 1, () => panel.runs.cancel());
    await panel.runs.upscale();
    expect(offered(panel)).toEqual([]);
    before(panel, 3, () => panel.runs.cancel());
    await panel.runs.upscale();
    expect(panel.store.get().run).toEqual({ state: 'idle', cancelled: true });
    expect(offered(panel)).toEqual([[2, STEPS]]);
  });

  it('is offered after a reload, as the page saved it, wherever the layer is now', async () => {
    const { records, page } = browser();
    const locks = fakeLocks();
    const first = await startSupir(createUnfinishedRuns(records, createClaims(locks)));
    before(first, 2, () => new Promise(() => undefined));
    void first.runs.upscale();
    await until(async () => (await records.facts()).size > 0);

    // The page has died; its locks with it.
    const host = createFakeHost();
    host.now = openDocument('doc-9', 'photo.psd', 'layer-9');
    const second = await startSupir(page(), host);
    expect(offered(second)).toEqual([[1, STEPS]]);
    await second.runs.goOn(second.store.get().unfinished[0]!.id);
    expect(second.host.inserted[0]!.above).toEqual({ documentId: 'doc-9', layerId: 'layer-9' });
    expect(second.host.calls).not.toContain('readLayer');
  });

  it('goes on again after it was ended once more', async () => {
    const panel = await startSupir();
    before(panel, 2, lost);
    await panel.runs.upscale();
    before(panel, 4, lost);
    await panel.runs.goOn(panel.store.get().unfinished[0]!.id);
    expect(offered(panel)).toEqual([[3, STEPS]]);
    panel.engine.before = () => undefined;
    await panel.runs.goOn(panel.store.get().unfinished[0]!.id);
    expect(from(panel)).toBe(3);
    expect(panel.store.get().run.state).toBe('done');
  });

  it('that was done but for the decoder goes on there', async () => {
    const panel = await startSupir();
    panel.engine.before = (event) =>
      event.type === 'part' && event.part === 'decode' ? lost() : undefined;
    await panel.runs.upscale();
    expect(offered(panel)).toEqual([[STEPS, STEPS]]);
    panel.engine.before = () => undefined;
    await panel.runs.goOn(panel.store.get().unfinished[0]!.id);
    expect(from(panel)).toBe(STEPS);
  });

  it('whose document is closed leaves its result on the shelf', async () => {
    const panel = await afterLoss();
    panel.host.now = NOTHING_OPEN;
    await panel.runs.goOn(panel.store.get().unfinished[0]!.id);
    expect(code(panel.store.get())).toBe('no-document');
    expect(panel.store.get().kept).toHaveLength(1);
    expect(offered(panel)).toEqual([]);
  });

  it('whose result is on the shelf is not offered as well', async () => {
    const panel = await startSupir();
    panel.host.before = (call) => {
      if (call === 'insertLayer') throw new DeviceError({ code: 'x', message: '', hint: '' });
    };
    await panel.runs.upscale();
    expect(panel.store.get().kept).toHaveLength(1);
    expect(offered(panel)).toEqual([]);
  });

  it('of the embedded network there is none', async () => {
    const panel = await startSupir();
    panel.store.update(changeSettings({ restorer: 'fast' }));
    panel.engine.before = (event) =>
      event.type === 'tile' && event.done === 2 ? lost() : undefined;
    await panel.runs.upscale();
    expect(offered(panel)).toEqual([]);
  });

  it('can be thrown away', async () => {
    const panel = await afterLoss();
    await panel.runs.discardUnfinished(panel.store.get().unfinished[0]!.id);
    expect(offered(panel)).toEqual([]);
    expect(await panel.unfinished.list()).toEqual([]);
  });
});

describe('with other files', () => {
  it.each(['supir', 'sdxl'] as const)(
    'a run is refused by the name of its own: %s',
    async (role) => {
      const panel = await afterLoss();
      const other = role === 'supir' ? supirFile('F') : sdxlFile(true);
      panel.store.update(modelAccepted(other.name, open(other)));
      const begun = role === 'supir' ? supirFile('Q') : sdxlFile(false);
      await panel.runs.goOn(panel.store.get().unfinished[0]!.id);
      const { run } = panel.store.get();
      expect(run).toMatchObject({
        state: 'error',
        error: { code: 'unfinished-run-other-files', details: { name: begun.name } },
      });
      expect(panel.engine.requests).toHaveLength(1);
      expect(offered(panel)).toEqual([[3, STEPS]]);

      panel.store.update(modelAccepted(begun.name, open(begun)));
      await panel.runs.goOn(panel.store.get().unfinished[0]!.id);
      expect(panel.store.get().run.state).toBe('done');
    },
  );

  it('a file of another name and the same bytes is the same', async () => {
    const panel = await afterLoss();
    const renamed = { ...supirFile('Q'), name: 'renamed.safetensors' };
    const held = open(supirFile('Q'));
    panel.store.update(modelAccepted(renamed.name, { ...held, description: renamed } as HeldModel));
    await panel.runs.goOn(panel.store.get().unfinished[0]!.id);
    expect(panel.store.get().run.state).toBe('done');
  });

  it('a LoRA that came later is left out; one that was there is needed', async () => {
    const later = await afterLoss();
    later.store.update(modelAccepted('lora', open(loraFile())));
    await later.runs.goOn(later.store.get().unfinished[0]!.id);
    expect(later.engine.requests[1]!.restorer).not.toHaveProperty('lora');

    const panel = await startSupir();
    panel.store.update(modelAccepted('lora', open(loraFile())));
    panel.store.update(changeSettings({ loraStrength: 0.5 }));
    before(panel, 3, lost);
    await panel.runs.upscale();
    panel.engine.before = () => undefined;
    const { lora } = panel.store.get().models;
    const [{ id } = { id: '' }] = panel.store.get().unfinished;
    panel.store.update((state) => ({ ...state, models: { ...state.models, lora: null } }));
    await panel.runs.goOn(id);
    expect(code(panel.store.get())).toBe('unfinished-run-other-files');
    panel.store.update((state) => ({ ...state, models: { ...state.models, lora } }));
    panel.store.update(changeSettings({ loraStrength: 1 }));
    await panel.runs.goOn(id);
    expect(panel.engine.requests[1]!.restorer).toMatchObject({ lora: { strength: 0.5 } });
  });

  it('none are chosen: it says so, and keeps the run', async () => {
    const panel = await afterLoss();
    panel.store.update((state) => ({ ...state, models: { ...state.models, supir: null } }));
    await panel.runs.goOn(panel.store.get().unfinished[0]!.id);
    expect(code(panel.store.get())).toBe('supir-model-missing');
    expect(offered(panel)).toEqual([[3, STEPS]]);
  });
});

describe('another tab', () => {
  it('does not offer a run that goes on here', async () => {
    const { records, page } = browser();
    const first = await startSupir(page());
    let second: TestPanel | null = null;
    before(first, 3, async () => {
      await until(async () => (await records.facts()).size > 0);
      second = await startSupir(page());
    });
    await first.runs.upscale();
    expect(offered(second!)).toEqual([]);
    expect(first.store.get().run.state).toBe('done');
  });

  it('that went on meanwhile keeps this one from it', async () => {
    const { page } = browser();
    const first = await afterLoss(page());
    const { id } = first.store.get().unfinished[0]!;
    const other = page();
    await other.take(id);
    await first.runs.goOn(id);
    expect(code(first.store.get())).toBe('unfinished-run-elsewhere');
    await first.runs.discardUnfinished(id);
    expect(code(first.store.get())).toBe('unfinished-run-elsewhere');
    await other.release(id);
    await first.runs.goOn(id);
    expect(first.store.get().run.state).toBe('done');
  });

  it('that has finished it leaves nothing to go on with', async () => {
    const { page } = browser();
    const first = await afterLoss(page());
    const { id } = first.store.get().unfinished[0]!;
    await page().discard(id);
    await first.runs.goOn(id);
    expect(code(first.store.get())).toBe('unfinished-run-lost');
    expect(offered(first)).toEqual([]);
  });
});

describe('storage', () => {
  it('that refuses everything does not fail the run', async () => {
    const records = { ...createMemoryRecords(), put: () => Promise.reject(new Error('quota')) };
    const panel = await startSupir(browser(records).page());
    await panel.runs.upscale();
    expect(panel.store.get().run.state).toBe('done');
    before(panel, 3, lost);
    await panel.runs.upscale();
    expect(code(panel.store.get())).toBe('device-lost');
    expect(offered(panel)).toEqual([]);
  });

  it('that is full later keeps the last step that went in', async () => {
    const memory = createMemoryRecords();
    const records: RunRecords = {
      ...memory,
      put: (run, ...rest) =>
        run.done > 1 ? Promise.reject(new Error('quota')) : memory.put(run, ...rest),
    };
    const panel = await afterLoss(browser(records).page());
    expect(offered(panel)).toEqual([[1, STEPS]]);
    await panel.runs.goOn(panel.store.get().unfinished[0]!.id);
    expect(from(panel)).toBe(1);
    expect(panel.store.get().run.state).toBe('done');
  });

  it('that was cleared in the middle gets all of it again', async () => {
    const { records, page } = browser();
    const panel = await startSupir(page());
    panel.engine.before = async (event) => {
      if (isStep(event, 4)) lost();
      if (!isStep(event, 3)) return;
      await until(async () => (await records.facts()).size > 0);
      for (const id of (await records.facts()).keys()) await records.remove(id);
    };
    await panel.runs.upscale();
    panel.engine.before = () => undefined;
    expect(offered(panel)).toEqual([[3, STEPS]]);
    await panel.runs.goOn(panel.store.get().unfinished[0]!.id);
    expect(panel.store.get().run.state).toBe('done');
  });

  it('holds two runs at most, the newest', async () => {
    const panel = await startSupir();
    for (const done of [2, 3, 4]) {
      before(panel, done, lost);
      await panel.runs.upscale();
    }
    expect(offered(panel)).toEqual([
      [3, STEPS],
      [2, STEPS],
    ]);
  });
});

describe('stop and keep', () => {
  it('inserts what is there under the name of its step, and leaves nothing unfinished', async () => {
    const panel = await startSupir();
    const seen: boolean[] = [];
    panel.store.subscribe(({ run }) => {
      if (run.state === 'running' && run.stopping) seen.push(true);
    });
    before(panel, 2, () => panel.runs.stopAndKeep());
    await panel.runs.upscale();
    expect(seen.length).toBeGreaterThan(0);
    expect(panel.host.inserted[0]!.name).toBe('Restored 2x (SUPIR, step 2)');
    expect(panel.store.get().outcome?.report.supir).toMatchObject({ stoppedAfter: 2 });
    expect(offered(panel)).toEqual([]);
    expect(await panel.unfinished.list()).toEqual([]);
  });

  it('works in a run that went on', async () => {
    const panel = await afterLoss();
    before(panel, 3, () => panel.runs.stopAndKeep());
    await panel.runs.goOn(panel.store.get().unfinished[0]!.id);
    expect(panel.store.get().outcome?.report.supir?.stoppedAfter).toBe(3);
  });

  it('does not reach the next run', async () => {
    const panel = await startSupir();
    before(panel, 2, () => panel.runs.stopAndKeep());
    await panel.runs.upscale();
    panel.engine.before = () => undefined;
    await panel.runs.upscale();
    expect(panel.store.get().outcome?.report.supir).not.toHaveProperty('stoppedAfter');
    panel.runs.stopAndKeep();
    expect(panel.store.get().run.state).toBe('done');
  });
});
