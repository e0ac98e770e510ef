import { setSetting } from '../../../../panel/store/actions';
import { DocumentError } from '../../../../src/core/errors';
import { NO_ADJUSTMENT } from '../../../../src/restore/adjust/adjustment';
import { startPanel, type TestPanel } from '../../stories/panel';

const adjusting = ({ store }: TestPanel) => store.get().outcome!.adjusting!;

async function afterRun(prepare: (panel: TestPanel) => void = () => undefined) {
  const panel = await startPanel();
  prepare(panel);
  await panel.runs.upscale();
  return panel;
}

test('a result that was just inserted can be adjusted, and is not yet', async () => {
  const panel = await afterRun();
  expect(adjusting(panel)).toEqual({
    id: expect.any(String) as string,
    layer: { documentId: 'doc-1', layerId: 'new-1' },
    adjustment: NO_ADJUSTMENT,
    applied: NO_ADJUSTMENT,
    pending: false,
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
    expect(store.get().kept).toEqual([]);
    runs.adjusting.change({ strength: 0.5 });
    await runs.adjusting.idle();
    await runs.adjusting.apply();
    expect(host.inserted).toHaveLength(1);
    expect(host.replaced).toHaveLength(1);
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
    expect(store.get().kept).toEqual([]);
  });
});
