import { setSetting } from '../../../../panel/store/actions';
import { NO_ADJUSTMENT } from '../../../../src/restore/adjust/adjustment';
import { adjusting, afterRun } from '../../stories/adjusting';
import type { TestPanel } from '../../stories/panel';

describe('an adjusted result stays adjusted', () => {
  const firstPixel = ({ host }: TestPanel, at: number): readonly number[] =>
    Array.from(host.inserted[at]!.image.data.subarray(0, 3));

  async function applied() {
    const panel = await afterRun();
    panel.runs.adjusting.change({ strength: 0 });
    await panel.runs.adjusting.idle();
    await panel.runs.adjusting.apply();
    const { id } = panel.store.get().outcome!;
    const { x, y } = panel.host.inserted[0]!.rect;
    return { panel, id, original: [x, y, 7] };
  }

  test('when it is inserted again, saved or shown again', async () => {
    const { panel, id, original } = await applied();
    expect(panel.store.get().kept).toMatchObject([{ id, adjustment: { strength: 0 } }]);
    await panel.runs.pngOfKept(id);
    expect(Array.from(panel.bitmaps.saved[0]!.data.subarray(0, 3))).toEqual(original);
    await panel.runs.insertKept(id);
    expect(firstPixel(panel, 1)).toEqual(original);
    expect(adjusting(panel)).toMatchObject({
      adjustment: { strength: 0 },
      applied: { strength: 0 },
      layer: { layerId: 'new-2' },
    });
    expect(panel.bitmaps.open).toBe(2);
  });

  test('until it is set back', async () => {
    const { panel, id, original } = await applied();
    panel.runs.adjusting.reset();
    await panel.runs.adjusting.idle();
    await panel.runs.adjusting.apply();
    expect(panel.store.get().kept[0]!.adjustment).toEqual(NO_ADJUSTMENT);
    await panel.runs.insertKept(id);
    expect(firstPixel(panel, 1)).not.toEqual(original);
    expect(panel.host.inserted[1]!.image).toEqual(panel.host.inserted[0]!.image);
  });

  test('what is chosen, and not applied to its layer, is not noted', async () => {
    const panel = await afterRun();
    panel.runs.adjusting.change({ strength: 0 });
    await panel.runs.adjusting.idle();
    await panel.runs.pngOfKept(panel.store.get().outcome!.id);
    expect(panel.store.get().kept[0]!.adjustment).toEqual(NO_ADJUSTMENT);
    expect(panel.bitmaps.saved[0]).toEqual(panel.host.inserted[0]!.image);
  });

  test('one that waits is inserted from the strip as it was chosen, at once', async () => {
    const panel = await afterRun(({ store }) => store.update(setSetting('insertAtOnce', false)));
    const { id } = panel.store.get().outcome!;
    panel.runs.adjusting.change({ strength: 0 });
    await panel.runs.insertKept(id);
    const { x, y } = panel.host.inserted[0]!.rect;
    expect(firstPixel(panel, 0)).toEqual([x, y, 7]);
    expect(panel.store.get().kept[0]!.adjustment).toMatchObject({ strength: 0 });
  });

  test('when it replaces another, and when it is replaced and comes back', async () => {
    const { panel, id, original } = await applied();
    const { runs, host, store } = panel;
    const pixel = (): readonly number[] =>
      Array.from(host.replaced.at(-1)!.result.image.data.subarray(0, 3));
    store.update(setSetting('insertAtOnce', false));
    await runs.upscale();
    const other = store.get().outcome!.id;
    // It is noted as soon as the comparison shows it, without a click on Apply.
    runs.adjusting.change({ strength: 0.5 });
    await runs.adjusting.idle();
    await runs.replaceByKept(other);
    expect(host.inserted).toHaveLength(1);
    expect(pixel()).toEqual(original.map((value) => Math.round(value / 2)));
    expect(adjusting(panel)).toMatchObject({ id: other, applied: { strength: 0.5 } });
    expect(store.get().kept.find((one) => one.id === id)).toMatchObject({
      placed: 'aside',
      adjustment: { strength: 0 },
    });

    await runs.replaceByKept(id);
    expect(pixel()).toEqual(original);
    await runs.replaceByKept(other);
    expect(pixel()).toEqual(original.map((value) => Math.round(value / 2)));
    expect(host.inserted).toHaveLength(1);
    expect(panel.bitmaps.open).toBe(2);
  });

  test('an editor that refuses it leaves what was noted', async () => {
    const panel = await afterRun();
    panel.runs.adjusting.change({ strength: 0 });
    await panel.runs.adjusting.idle();
    panel.host.before = (call) => {
      if (call === 'replaceLayer') throw new Error('busy');
    };
    await panel.runs.adjusting.apply();
    expect(panel.store.get().kept[0]!.adjustment).toEqual(NO_ADJUSTMENT);
  });

  test('any kept result can be opened, and its layer is the one that is replaced', async () => {
    const panel = await afterRun();
    const { id } = panel.store.get().outcome!;
    await panel.runs.upscale();
    expect(panel.store.get().outcome!.id).not.toBe(id);
    await panel.runs.adjusting.open(id);
    expect(panel.store.get().outcome).toMatchObject({ id });
    expect(adjusting(panel)).toMatchObject({ id, layer: { layerId: 'new-1' } });
    panel.runs.adjusting.change({ strength: 0.4 });
    await panel.runs.adjusting.idle();
    await panel.runs.adjusting.apply();
    expect(panel.host.replaced[0]!.layer).toMatchObject({ layerId: 'new-1' });
    expect(panel.bitmaps.open).toBe(2);
    await panel.runs.adjusting.open('gone');
    expect(panel.store.get().outcome).toMatchObject({ id });
  });

  test('a run that begins takes the pictures, and gives them back when it is called off', async () => {
    const panel = await afterRun();
    const { runs, engine, store } = panel;
    engine.before = () => {
      expect(store.get().outcome).toMatchObject({ adjusting: null });
      runs.cancel();
    };
    await runs.upscale();
    expect(store.get().run).toEqual({ state: 'idle', cancelled: true });
    expect(adjusting(panel)).toMatchObject({ layer: { layerId: 'new-1' } });
    expect(panel.bitmaps.open).toBe(2);
  });
});
