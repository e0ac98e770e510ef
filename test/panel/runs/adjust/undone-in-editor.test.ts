import { mayBeUndone } from '../../../../panel/store/adjusting';
import { DocumentError } from '../../../../src/core/errors';
import { adjusting, afterRun } from '../../stories/adjusting';
import { openDocument } from '../../stories/fake-host';

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
