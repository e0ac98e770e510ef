import { setSetting } from '../../../../panel/store/actions';
import { resultLayerGone } from '../../../../panel/store/results-actions';
import { DocumentError } from '../../../../src/core/errors';
import { NO_ADJUSTMENT } from '../../../../src/restore/adjust/adjustment';
import { mayBeUndone } from '../../../../panel/store/adjusting';
import { adjusting, afterRun } from '../../stories/adjusting';
import { openDocument } from '../../stories/fake-host';
import type { TestPanel } from '../../stories/panel';

test('a result that was just inserted can be adjusted, and is not yet', async () => {
  const panel = await afterRun();
  await panel.watch.idle();
  expect(adjusting(panel)).toEqual({
    id: expect.any(String) as string,
    layer: { documentId: 'doc-1', layerId: 'new-1' },
    adjustment: NO_ADJUSTMENT,
    applied: NO_ADJUSTMENT,
    pending: false,
    revision: 'doc-1',
    applying: false,
    error: null,
  });
});

test('the comparison follows, and never holds more than two bitmaps', async () => {
  const panel = await afterRun();
  const { runs, bitmaps } = panel;
  const before = panel.store.get().outcome!.compare!;
  runs.adjusting.change({ strength: 0.5 });
  expect(adjusting(panel)).toMatchObject({ adjustment: { strength: 0.5 }, pending: true });
  await runs.adjusting.idle();
  expect(adjusting(panel).pending).toBe(false);
  const { before: original, after } = panel.store.get().outcome!.compare!;
  expect(original).toBe(before.before);
  expect(after).not.toBe(before.after);
  [0.4, 0.3, 0.2, 0.1].forEach((strength) => runs.adjusting.change({ strength }));
  await runs.adjusting.idle();
  expect(adjusting(panel)).toMatchObject({ adjustment: { strength: 0.1 }, pending: false });
  // The first of them was being worked on, and two in between were passed over.
  expect(bitmaps.adjusted).toHaveLength(3);
  expect(bitmaps.open).toBe(2);
  runs.closeOutcome();
  expect(bitmaps.open).toBe(0);
});

test('an outcome that is closed meanwhile leaves no bitmap behind', async () => {
  const { runs, bitmaps, store } = await afterRun();
  runs.adjusting.change({ detail: 0.2 });
  runs.closeOutcome();
  await runs.adjusting.idle();
  expect(store.get().outcome).toBeNull();
  expect(bitmaps.open).toBe(0);
});

test('apply replaces the layer once, by what the controls say', async () => {
  const panel = await afterRun();
  const { runs, host } = panel;
  await runs.adjusting.apply();
  expect(host.replaced).toEqual([]);
  runs.adjusting.change({ strength: 0 });
  await runs.adjusting.idle();
  await Promise.all([runs.adjusting.apply(), runs.adjusting.apply()]);
  expect(host.inserted).toHaveLength(1);
  expect(host.replaced).toHaveLength(1);
  const [{ layer, result }] = host.replaced as [(typeof host.replaced)[0]];
  expect(layer).toEqual({ documentId: 'doc-1', layerId: 'new-1' });
  // At no strength it is the original, whose pixel (x, y) is (x, y, 7).
  const { rect, image } = result;
  expect(Array.from(image.data.subarray(0, 3))).toEqual([rect.x, rect.y, 7]);
  expect(adjusting(panel)).toMatchObject({ applied: { strength: 0 }, applying: false });

  runs.adjusting.reset();
  await runs.adjusting.idle();
  await runs.adjusting.apply();
  expect(host.replaced[1]!.result.image).toEqual(host.inserted[0]!.image);
});

describe('what was applied, and undone in the editor', () => {
  /** As in Photoshop: each replacement is another layer, and an undo brings the one before back. */
  async function replacing() {
    const panel = await afterRun();
    const { host, runs, watch } = panel;
    const layers = ['new-1'];
    host.replaceLayer = (layer, result) => {
      if (layer.layerId !== layers.at(-1)) {
        return Promise.reject(
          new DocumentError({ code: 'layer-gone', message: 'Gone.', hint: 'Undo.' }),
        );
      }
      host.replaced.push({ layer, result });
      layers.push(`other-${host.replaced.length}`);
      return Promise.resolve({ ...layer, layerId: layers.at(-1)! });
    };
    await watch.idle();
    const seen = async (revision: string): Promise<void> => {
      host.now = { ...host.now, revision };
      host.changed();
      await watch.idle();
    };
    return {
      panel,
      seen,
      async apply(strength: number): Promise<void> {
        runs.adjusting.change({ strength });
        await runs.adjusting.idle();
        await runs.adjusting.apply();
        await watch.idle();
      },
      async undo(): Promise<void> {
        layers.pop();
        await seen(`undone to ${layers.length}`);
      },
      replaced: () => host.replaced.map(({ layer }) => layer.layerId),
    };
  }

  test('is applied again, in the layer that came back', async () => {
    const it = await replacing();
    const { runs, host } = it.panel;
    await it.apply(0.5);
    await runs.adjusting.apply();
    expect(it.replaced()).toEqual(['new-1']);
    await it.undo();
    await runs.adjusting.apply();
    expect(it.replaced()).toEqual(['new-1', 'new-1']);
    await it.apply(0.2);
    expect(it.replaced()).toEqual(['new-1', 'new-1', 'other-2']);
    await it.undo();
    await it.undo();
    await it.apply(0.1);
    expect(it.replaced()).toEqual(['new-1', 'new-1', 'other-2', 'new-1']);
    expect(host.inserted).toHaveLength(1);
    expect(adjusting(it.panel)).toMatchObject({ applied: { strength: 0.1 }, error: null });
  });

  test('is inserted again where its layer does not come back either', async () => {
    const it = await replacing();
    const { runs, host } = it.panel;
    await it.apply(0.5);
    await it.undo();
    await it.undo();
    await runs.adjusting.apply();
    expect(adjusting(it.panel)).toMatchObject({ layer: null, error: { code: 'layer-gone' } });
    await runs.adjusting.apply();
    expect(host.inserted).toHaveLength(2);
  });

  test('may be there as long as the document stays as it was, or is not in front', async () => {
    const it = await replacing();
    const mayBe = (): boolean => mayBeUndone(adjusting(it.panel), it.panel.store.get().snapshot);
    expect(mayBe()).toBe(false);
    await it.seen('painted');
    expect(mayBe()).toBe(true);
    await it.apply(0.5);
    expect(mayBe()).toBe(false);
    it.panel.host.now = openDocument('doc-2', 'other.psd');
    it.panel.host.changed();
    await it.panel.watch.idle();
    expect(mayBe()).toBe(false);
    it.panel.host.now = openDocument();
    it.panel.runs.closeOutcome();
    await it.panel.runs.adjusting.open(it.panel.store.get().kept[0]!.id);
    await it.seen('doc-1');
    // Nobody has looked on since it was put there.
    expect(mayBe()).toBe(true);
  });
});

test('a layer that is gone is told, and can be tried again', async () => {
  const panel = await afterRun();
  const { runs, host } = panel;
  runs.adjusting.change({ grain: 0.5 });
  await runs.adjusting.idle();
  host.before = (call) => {
    if (call !== 'replaceLayer') return;
    throw new DocumentError({ code: 'layer-gone', message: 'Gone.', hint: 'Undo.' });
  };
  await runs.adjusting.apply();
  expect(adjusting(panel)).toMatchObject({
    error: { code: 'layer-gone' },
    applied: NO_ADJUSTMENT,
    applying: false,
  });
  host.before = () => undefined;
  await runs.adjusting.apply();
  expect(adjusting(panel)).toMatchObject({ error: null, applied: { grain: 0.5 } });
});

test.each(['layer-gone', 'document-gone'] as const)(
  'a result whose layer is lost (%s) goes in again as what the controls say',
  async (code) => {
    const panel = await afterRun();
    const { runs, host, store } = panel;
    runs.adjusting.change({ strength: 0 });
    await runs.adjusting.idle();
    host.before = (call) => {
      if (call !== 'replaceLayer') return;
      throw new DocumentError({ code, message: 'Gone.', hint: 'Undo.' });
    };
    await runs.adjusting.apply();
    const { id } = store.get().outcome!;
    expect(adjusting(panel)).toMatchObject({ layer: null, error: { code }, applying: false });
    expect(store.get().results.layers.has(id)).toBe(false);
    await runs.adjusting.apply();
    expect(host.inserted).toHaveLength(2);
    const { rect, image } = host.inserted[1]!;
    expect(Array.from(image.data.subarray(0, 3))).toEqual([rect.x, rect.y, 7]);
    expect(adjusting(panel)).toMatchObject({ layer: { layerId: 'new-2' }, error: null });
    expect(store.get().results.layers.get(id)).toMatchObject({ layerId: 'new-2' });
  },
);

test('a result whose layer is found gone when another should replace it waits again', async () => {
  const panel = await afterRun();
  const { id } = panel.store.get().outcome!;
  panel.store.update(resultLayerGone('another'));
  expect(adjusting(panel).layer).not.toBeNull();
  panel.store.update(resultLayerGone(id));
  expect(adjusting(panel).layer).toBeNull();
});

describe('while a result is applied', () => {
  /** Called while the editor has the layer out. */
  async function applying(during: (panel: TestPanel) => Promise<void> | void): Promise<TestPanel> {
    const panel = await afterRun();
    panel.runs.adjusting.change({ strength: 0 });
    await panel.runs.adjusting.idle();
    let isOut = false;
    panel.host.before = async (call) => {
      if (call !== 'replaceLayer' || isOut) return;
      isOut = true;
      await during(panel);
    };
    await panel.runs.adjusting.apply();
    expect(isOut).toBe(true);
    await panel.watch.idle();
    return panel;
  }

  test.each([
    ['a run', ({ runs }: TestPanel) => runs.upscale()],
    ['a try', ({ runs }: TestPanel) => runs.tries.open()],
    ['an insert', ({ runs, store }: TestPanel) => runs.insertKept(store.get().kept[0]!.id)],
    ['a replace', ({ runs, store }: TestPanel) => runs.replaceByKept(store.get().kept[0]!.id)],
    ['another of it', ({ runs }: TestPanel) => runs.adjusting.apply()],
  ])('%s does not begin', async (_, begin) => {
    const panel = await applying(async (during) => {
      expect(during.store.get().run).toMatchObject({ state: 'running', purpose: 'apply' });
      during.host.calls.length = 0;
      await begin(during);
      expect(during.host.calls).toEqual([]);
    });
    expect(panel.host.inserted).toHaveLength(1);
    expect(panel.host.replaced).toHaveLength(1);
    expect(panel.engine.requests).toHaveLength(1);
    expect(adjusting(panel)).toMatchObject({ applied: { strength: 0 }, applying: false });
  });

  test('its card stays open, and the document is looked at afterwards', async () => {
    const panel = await applying(({ runs, store, host }) => {
      runs.closeOutcome();
      expect(store.get().outcome).not.toBeNull();
      host.now = { ...host.now, revision: 'applied' };
    });
    expect(adjusting(panel)).toMatchObject({ applied: { strength: 0 } });
    expect(panel.store.get().snapshot?.revision).toBe('applied');
    expect(panel.store.get().run).toEqual({ state: 'done', isInserted: true, aside: 0 });
  });

  test('it can be called off', async () => {
    const panel = await applying(({ runs }) => runs.cancel());
    expect(panel.store.get().run).toEqual({ state: 'idle', cancelled: true });
    expect(panel.host.replaced).toEqual([]);
    expect(adjusting(panel)).toMatchObject({
      applied: NO_ADJUSTMENT,
      applying: false,
      error: null,
    });
    await panel.runs.adjusting.apply();
    expect(panel.host.replaced).toHaveLength(1);
  });

  test('what fails is told beside the controls, and the last run stays as it was', async () => {
    const panel = await applying(() => {
      throw new DocumentError({ code: 'result-not-last', message: 'Later.', hint: 'Undo.' });
    });
    expect(panel.store.get().run).toEqual({ state: 'done', isInserted: true, aside: 0 });
    expect(adjusting(panel)).toMatchObject({
      layer: { layerId: 'new-1' },
      error: { code: 'result-not-last' },
      applying: false,
    });
  });
});

test('nothing is applied while a run goes on', async () => {
  const panel = await afterRun();
  panel.runs.adjusting.change({ strength: 0 });
  await panel.runs.adjusting.idle();
  panel.engine.before = () => panel.runs.adjusting.apply();
  await panel.runs.upscale();
  expect(panel.host.replaced).toEqual([]);
  expect(panel.host.inserted).toHaveLength(2);
});

test.each(['enlarge', 'smart-object'] as const)('a result %s can be adjusted', async (mode) => {
  const panel = await afterRun(({ store }) => store.update(setSetting('mode', mode)));
  const { runs, host } = panel;
  runs.adjusting.change({ strength: 0, maskEdge: { grow: -2, feather: 1 } });
  await runs.adjusting.idle();
  await runs.adjusting.apply();
  const [inserted] = host.inserted;
  const { result } = host.replaced[0]!;
  expect(result).toMatchObject({ mode, rect: inserted!.rect });
  expect(result.image).not.toEqual(inserted!.image);
  // It covers the whole document, whose borders are no edge of the mask.
  expect(result.mask).toEqual(inserted!.mask);
});

test('a new run begins anew', async () => {
  const panel = await afterRun();
  panel.runs.adjusting.change({ strength: 0.2 });
  await panel.runs.upscale();
  await panel.runs.adjusting.idle();
  expect(adjusting(panel)).toMatchObject({
    layer: { layerId: 'new-2' },
    adjustment: NO_ADJUSTMENT,
    pending: false,
  });
  expect(panel.bitmaps.open).toBe(2);
});

describe('where results wait until they are inserted', () => {
  const wait = ({ store }: TestPanel): void => store.update(setSetting('insertAtOnce', false));

  test('nothing is inserted but what the controls say, once, and then replaced', async () => {
    const panel = await afterRun(wait);
    const { runs, host, store } = panel;
    expect(host.inserted).toEqual([]);
    expect(store.get().kept).toHaveLength(1);
    expect(adjusting(panel)).toMatchObject({ id: store.get().kept[0]!.id, layer: null });
    runs.adjusting.change({ strength: 0 });
    await runs.adjusting.idle();
    await runs.adjusting.apply();
    const [{ rect, image }] = host.inserted as [(typeof host.inserted)[0]];
    expect(Array.from(image.data.subarray(0, 3))).toEqual([rect.x, rect.y, 7]);
    expect(store.get().kept).toMatchObject([{ placed: 'inserted' }]);
    runs.adjusting.change({ strength: 0.5 });
    await runs.adjusting.idle();
    await runs.adjusting.apply();
    expect(host.inserted).toHaveLength(1);
    expect(host.replaced).toHaveLength(1);
  });

  test('it is not said to be inserted until it is', async () => {
    const panel = await afterRun(wait);
    expect(panel.store.get().run).toEqual({ state: 'done', isInserted: false, aside: 0 });
    await panel.runs.adjusting.apply();
    expect(panel.store.get().run).toEqual({ state: 'done', isInserted: true, aside: 0 });
  });

  test('it goes in once, by either button', async () => {
    const panel = await afterRun(wait);
    const { runs, host, store } = panel;
    const { id } = store.get().outcome!;
    await Promise.all([runs.adjusting.apply(), runs.insertKept(id)]);
    expect(host.inserted).toHaveLength(1);

    const other = await afterRun(wait);
    const waits = other.store.get().outcome!;
    await Promise.all([other.runs.insertKept(waits.id), other.runs.adjusting.apply()]);
    expect(other.host.inserted).toHaveLength(1);
    expect(adjusting(other)).toMatchObject({ layer: { layerId: 'new-1' } });
  });

  test('it goes in as it is as well', async () => {
    const panel = await afterRun(wait);
    await panel.runs.adjusting.apply();
    expect(panel.host.inserted).toHaveLength(1);
    expect(adjusting(panel)).toMatchObject({ layer: { layerId: 'new-1' }, applying: false });
  });

  test('an insert that fails leaves it waiting', async () => {
    const panel = await afterRun(wait);
    const { runs, host, store } = panel;
    host.before = (call) => {
      if (call !== 'insertLayer') return;
      throw new DocumentError({ code: 'layer-gone', message: 'Gone.', hint: 'Undo.' });
    };
    await runs.adjusting.apply();
    expect(adjusting(panel)).toMatchObject({ layer: null, error: { code: 'layer-gone' } });
    expect(store.get().kept).toHaveLength(1);
    host.before = () => undefined;
    await runs.adjusting.apply();
    expect(host.inserted).toHaveLength(1);
    expect(store.get().kept).toMatchObject([{ placed: 'inserted' }]);
  });
});
