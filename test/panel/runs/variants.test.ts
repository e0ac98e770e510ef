import { seedOf } from '../../../panel/store/report-facts';
import { DeviceError, DocumentError } from '../../../src/core/errors';
import { rect } from '../../../src/core/geometry';
import { changeSettings, snapshotTaken } from '../../../panel/store/actions';
import { waiting, type KeptSummary } from '../../../panel/store/kept';
import { modelAccepted } from '../../../panel/store/model-actions';
import { documentResults, replaceable, settingsToUse } from '../../../panel/store/results';
import { progressShare } from '../../../panel/store/selectors';
import { DEFAULT_SETTINGS, type Settings } from '../../../panel/settings/settings';
import type { SupirRestorer } from '../../../src/restore/request';
import { open, sdxlFile, supirFile } from '../stories/models';
import { CANVAS, openDocument } from '../stories/fake-host';
import { createTestShelf, NEW_SEED, startPanel, type TestPanel } from '../stories/panel';

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
    expect(run).toEqual({ state: 'done', isInserted: true, aside: 2 });
    expect(outcome && seedOf(outcome.report)).toBe(NEW_SEED);
    expect(kept.map(({ placed, report }) => [placed, seedOf(report)])).toEqual([
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
    expect(panel.store.get().run).toEqual({ state: 'done', isInserted: true, aside: 1 });
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
    expect(panel.store.get().run).toMatchObject({ state: 'error', again: null });
    expect(panel.store.get().kept).toMatchObject([{ placed: 'inserted' }]);
    expect(panel.store.get().outcome?.report).toMatchObject({ supir: { seed: NEW_SEED } });
  });

  it('are no matter of the embedded network', async () => {
    const panel = await startPanel();
    panel.store.update(changeSettings({ variants: 4 }));
    await panel.runs.upscale();
    expect(panel.engine.requests).toHaveLength(1);
    expect(panel.store.get().run).toEqual({ state: 'done', isInserted: true, aside: 0 });
  });

  it('can be inserted later, and made again by their settings', async () => {
    const panel = await startSupir({ prompt: 'a cup' });
    await panel.runs.upscale();
    const [last] = panel.store.get().kept;
    await panel.runs.insertKept(last!.id);
    expect(panel.host.inserted).toHaveLength(2);
    expect(panel.store.get().outcome?.compare).not.toBeNull();
    expect(panel.store.get().kept[0]).toMatchObject({ placed: 'inserted' });
    expect(panel.store.get().results.layers.get(last!.id)).toMatchObject({ layerId: 'new-2' });

    panel.store.update(changeSettings({ prompt: 'a dog', steps: 3 }));
    panel.store.update(changeSettings(settingsToUse(last!)!));
    panel.engine.requests.length = 0;
    await panel.runs.upscale();
    expect(seedsOf(panel)).toEqual([NEW_SEED + 2]);
    expect(panel.engine.requests[0]!.restorer).toMatchObject({ prompt: 'a cup. ' });
  });

  it('are made again in the same form of the weights and the same tiles', async () => {
    const given = {
      weights: 'f32',
      vaeTiles: 'size',
      vaeEncoderTile: 256,
      vaeDecoderTile: 128,
      samplerTiles: 'size',
      samplerTile: 512,
      samplerStride: 256,
      promptPreset: 'portrait',
    } as const;
    const panel = await startSupir({ ...given, cardMemory: 24 });
    await panel.runs.upscale();
    const [last] = panel.store.get().kept;
    const [made] = panel.engine.requests;
    panel.store.update(changeSettings({ ...DEFAULT_SETTINGS, cardMemory: 12 }));
    panel.store.update(changeSettings(settingsToUse(last!)!));
    expect(panel.store.get().settings).toMatchObject({ ...given, cardMemory: 12 });
    await panel.runs.upscale();
    const { weights, vaeTiles, samplerTiles } = made!.restorer as SupirRestorer;
    expect(panel.engine.requests.at(-1)!.restorer).toMatchObject({
      weights,
      vaeTiles,
      samplerTiles,
    });
  });
});

describe('the settings of a result', () => {
  const WORDS = { prompt: 'my grandmother', seed: 7, steps: 12, variants: 3 } as const;

  it('of the embedded network leave those of SUPIR as they are', async () => {
    const panel = await startPanel();
    panel.store.update(changeSettings({ strength: 0.4, scale: 4 }));
    await panel.runs.upscale();
    const [made] = panel.store.get().kept;
    const since = { ...DEFAULT_SETTINGS, ...WORDS, restorer: 'supir', strength: 1 } as const;
    panel.store.update(changeSettings({ ...since, scale: 2 }));
    panel.store.update(changeSettings(settingsToUse(made!)!));
    const used = { ...WORDS, restorer: 'fast', strength: 0.4, scale: 4 };
    expect(panel.store.get().settings).toMatchObject(used);
  });

  it('of SUPIR leave those of the embedded network as they are', async () => {
    const panel = await startSupir({ ...WORDS, strength: 0.4 });
    await panel.runs.upscale();
    const [last] = panel.store.get().kept;
    panel.store.update(changeSettings({ ...DEFAULT_SETTINGS, restorer: 'fast', strength: 0.9 }));
    panel.store.update(changeSettings(settingsToUse(last!)!));
    const used = { ...WORDS, restorer: 'supir', seed: 9, variants: 1, strength: 0.9 };
    expect(panel.store.get().settings).toMatchObject(used);
  });
});

describe('the inserted variant', () => {
  async function threeMade(change: Partial<Settings> = {}): Promise<TestPanel> {
    const panel = await startSupir(change);
    await panel.runs.upscale();
    return panel;
  }
  const placeOf = ({ store }: TestPanel, at: number) =>
    replaceable(store.get(), store.get().kept[at]!);

  it('is replaced by another, which then is the one to be replaced', async () => {
    const panel = await threeMade();
    const [third, second, first] = panel.store.get().kept;
    expect(placeOf(panel, 0)).toMatchObject({
      one: { id: first!.id },
      layer: { layerId: 'new-1' },
    });
    expect(placeOf(panel, 2)).toBeNull();
    await panel.runs.replaceByKept(third!.id);
    expect(panel.host.inserted).toHaveLength(1);
    expect(panel.host.replaced).toMatchObject([{ layer: { layerId: 'new-1' } }]);
    expect(panel.store.get().kept.map(({ placed }) => placed)).toEqual([
      'inserted',
      'aside',
      'aside',
    ]);
    expect(panel.store.get()).toMatchObject({
      outcome: { id: third!.id, adjusting: { layer: { layerId: 'new-1' } } },
      results: { chosen: third!.id },
      run: { state: 'done' },
    });
    await panel.runs.replaceByKept(second!.id);
    expect(panel.host.replaced).toHaveLength(2);
    expect(placeOf(panel, 0)).toMatchObject({ one: { id: second!.id } });
  });

  it('whose layer is gone is told, and the next click inserts', async () => {
    const panel = await threeMade();
    const [third] = panel.store.get().kept;
    panel.host.before = (call) => {
      if (call !== 'replaceLayer') return;
      throw new DocumentError({ code: 'layer-gone', message: 'Gone.', hint: 'Undo.' });
    };
    await panel.runs.replaceByKept(third!.id);
    expect(panel.store.get().run).toMatchObject({ state: 'error', error: { code: 'layer-gone' } });
    expect(panel.store.get().kept[0]).toMatchObject({ placed: 'aside' });
    expect(placeOf(panel, 0)).toBeNull();
    await panel.runs.replaceByKept(third!.id);
    expect(panel.host.inserted).toHaveLength(2);
  });

  it('is not replaced in another document, nor by another part, kind or size of result', async () => {
    const panel = await threeMade();
    const { store } = panel;
    const [third] = store.get().kept;
    const by = (change: Partial<KeptSummary>) => replaceable(store.get(), { ...third!, ...change });
    expect(by({})).not.toBeNull();
    expect(by({ region: rect(0, 0, 5, 5) })).toBeNull();
    expect(by({ region: null })).toBeNull();
    expect(by({ mode: 'smart-object' })).toBeNull();
    expect(by({ canvas: { width: CANVAS.width * 2, height: CANVAS.height * 2 } })).toBeNull();
    store.update(snapshotTaken(openDocument('doc-9'), ['in-place']));
    expect(by({})).toBeNull();
  });

  it('that enlarged the document leaves it at its size for the next one', async () => {
    const panel = await threeMade({ mode: 'enlarge', scale: 2 });
    const open = openDocument();
    const size = { width: CANVAS.width * 2, height: CANVAS.height * 2 };
    panel.host.now = { ...open, document: { ...open.document!, size } };
    const [third] = panel.store.get().kept;
    await panel.runs.insertKept(third!.id);
    expect(panel.store.get().run.state).toBe('done');
    expect(panel.host.inserted.map(({ mode }) => mode)).toEqual(['enlarge', 'in-place']);
    expect(panel.host.inserted[1]!.rect).toEqual(panel.host.inserted[0]!.rect);
  });

  it('is adjusted in the layer that it is now', async () => {
    const panel = await threeMade();
    const [third, , first] = panel.store.get().kept;
    panel.runs.adjusting.change({ strength: 0 });
    await panel.runs.adjusting.idle();
    await panel.runs.adjusting.apply();
    expect(panel.store.get().results.layers.get(first!.id)).toMatchObject({ layerId: 'new-1' });
    await panel.runs.replaceByKept(third!.id);
    expect(panel.host.replaced).toHaveLength(2);
  });

  it('is held by the shelf as long as it is shown', async () => {
    const held: (readonly string[])[] = [];
    const shelf = createTestShelf();
    const hold = (ids: readonly string[]): Promise<void> => {
      held.push(ids);
      return Promise.resolve();
    };
    const panel = await startPanel({ ...shelf, hold });
    await panel.runs.upscale();
    const { outcome } = panel.store.get();
    expect(held.at(-1)).toEqual([outcome!.id]);
  });
});
