import { waiting, type KeptSummary, type Shelf } from '../../../panel/store/kept';
import { setSetting } from '../../../panel/store/actions';
import type { PanelState } from '../../../panel/store/panel-state';
import { documentResults } from '../../../panel/store/results';
import { CANVAS, NOTHING_OPEN, openDocument } from '../stories/fake-host';
import { createTestShelf, startPanel, type TestPanel } from '../stories/panel';
import { until } from '../../support/wait';

function code({ run }: PanelState): string | null {
  return run.state === 'error' ? run.error.code : `the run is ${run.state}`;
}

/** Results of which nobody knows whether the editor has them. */
function waitingIn({ store }: TestPanel): readonly KeptSummary[] {
  return waiting(store.get().kept);
}

/** The document goes away while the engine works. */
async function closedMeanwhile(): Promise<TestPanel> {
  const panel = await startPanel();
  panel.engine.before = () => {
    panel.host.now = NOTHING_OPEN;
  };
  await panel.runs.upscale();
  panel.engine.before = () => undefined;
  return panel;
}

describe('a finished result', () => {
  it('is kept when its document was closed, and goes in when that is open again', async () => {
    const panel = await closedMeanwhile();
    expect(code(panel.store.get())).toBe('document-gone');
    const [kept] = panel.store.get().kept;
    expect(kept).toMatchObject({ documentName: 'photo.psd', layerName: 'Restored 2x (Fast)' });

    panel.host.now = openDocument('doc-9', 'photo.psd', 'layer-9');
    await panel.runs.insertKept(kept!.id);
    expect(panel.store.get().run.state).toBe('done');
    expect(panel.host.inserted[0]?.above).toEqual({ documentId: 'doc-9', layerId: 'layer-9' });
    expect(waitingIn(panel)).toEqual([]);
    expect(panel.store.get().kept).toMatchObject([{ id: kept!.id, placed: 'inserted' }]);
  });

  it('stays with its document under another name, and goes in there again', async () => {
    const panel = await startPanel();
    await panel.runs.upscale();
    panel.host.now = openDocument('doc-1', 'copy.psd');
    panel.host.changed();
    await panel.watch.idle();
    const [one] = documentResults(panel.store.get());
    await panel.runs.insertKept(one!.id);
    expect(panel.store.get().run.state).toBe('done');
    expect(panel.host.inserted).toHaveLength(2);
  });

  it('is kept when its layer was deleted', async () => {
    const panel = await startPanel();
    panel.engine.before = () => {
      panel.host.now = openDocument('doc-1', 'photo.psd', 'another');
    };
    await panel.runs.upscale();
    expect(code(panel.store.get())).toBe('layer-gone');
    const [kept] = panel.store.get().kept;
    await panel.runs.insertKept(kept!.id);
    expect(panel.host.inserted[0]?.above.layerId).toBe('another');
  });

  it('does not go into a document that was resized meanwhile', async () => {
    const panel = await startPanel();
    panel.engine.before = () => {
      const open = openDocument();
      const size = { width: CANVAS.width * 2, height: CANVAS.height * 2 };
      panel.host.now = { ...open, document: { ...open.document!, size } };
    };
    await panel.runs.upscale();
    expect(code(panel.store.get())).toBe('document-changed');
    expect(panel.host.inserted).toEqual([]);
    await panel.runs.insertKept(panel.store.get().kept[0]!.id);
    expect(code(panel.store.get())).toBe('kept-document-missing');
    expect(panel.store.get().kept).toHaveLength(1);
  });

  it('does not go into another document', async () => {
    const panel = await closedMeanwhile();
    panel.host.now = openDocument('doc-2', 'other.psd');
    await panel.runs.insertKept(panel.store.get().kept[0]!.id);
    expect(code(panel.store.get())).toBe('kept-document-missing');
    expect(panel.host.inserted).toEqual([]);
  });

  it('is offered again when the panel was closed in the middle of the insert', async () => {
    const shelf = createTestShelf();
    const first = await startPanel(shelf);
    // The page dies here: nothing after this line ever runs.
    first.host.before = (call) =>
      call === 'insertLayer' ? new Promise(() => undefined) : undefined;
    void first.runs.upscale();
    await until(async () => (await shelf.list()).length > 0);

    const second = await startPanel(shelf);
    const [kept] = second.store.get().kept;
    expect(kept).toBeDefined();
    await second.runs.insertKept(kept!.id);
    expect(second.host.inserted).toHaveLength(1);
    expect(waiting(await shelf.list())).toEqual([]);
  });

  it('is not offered when the editor has it after all', async () => {
    const shelf = createTestShelf();
    const first = await startPanel(shelf);
    const forgetful: Shelf = { ...shelf, place: () => new Promise(() => undefined) };
    const closed = await startPanel(forgetful, first.host);
    void closed.runs.upscale();
    await until(() => first.host.inserted.length > 0);
    expect(await shelf.list()).toHaveLength(1);

    const reopened = await startPanel(shelf, first.host);
    expect(waitingIn(reopened)).toEqual([]);
    expect(await shelf.list()).toMatchObject([{ placed: 'inserted' }]);
  });

  it('can be saved as a PNG and thrown away without any document', async () => {
    const panel = await closedMeanwhile();
    const { id } = panel.store.get().kept[0]!;
    const file = await panel.runs.pngOfKept(id);
    expect(file).toMatchObject({ name: 'photo - Restored 2x (Fast).png' });
    expect(file!.blob.type).toBe('image/png');
    await panel.runs.discardKept(id);
    expect(panel.store.get().kept).toEqual([]);
    expect(await panel.runs.pngOfKept(id)).toBeNull();
  });

  it.each(['in-place', 'enlarge', 'smart-object'] as const)(
    'is saved with all its pixels as %s',
    async (mode) => {
      const panel = await startPanel();
      panel.store.update(setSetting('mode', mode));
      panel.engine.before = () => {
        panel.host.now = NOTHING_OPEN;
      };
      await panel.runs.upscale();
      const [kept] = panel.store.get().kept;
      await panel.runs.pngOfKept(kept!.id);
      expect(panel.bitmaps.saved).toMatchObject([kept!.size]);
    },
  );

  it('is what a failed insert, and a failed second one, can be tried again with', async () => {
    const panel = await closedMeanwhile();
    const { id } = panel.store.get().kept[0]!;
    expect(panel.store.get().run).toMatchObject({ stage: 'insert', again: { does: 'insert', id } });
    await panel.runs.insertKept(id);
    expect(panel.store.get().run).toMatchObject({
      state: 'error',
      stage: 'insert',
      again: { does: 'insert', id },
    });
  });

  it('of an earlier run is not what a run without a result of its own can be tried with', async () => {
    const shelf = createTestShelf();
    const panel = await startPanel(shelf);
    panel.host.before = (call) => {
      if (call === 'insertLayer') throw new Error('no');
    };
    await panel.runs.upscale();
    const [kept] = panel.store.get().kept;
    panel.host.before = () => undefined;
    panel.engine.before = () => {
      throw new Error('no');
    };
    await panel.runs.upscale();
    expect(panel.store.get()).toMatchObject({
      kept: [kept],
      run: { stage: 'read', again: { does: 'run' } },
    });
  });

  it('is not announced as inserted when it is no longer there', async () => {
    const panel = await startPanel();
    await panel.runs.insertKept('unknown');
    expect(panel.store.get().run.state).toBe('idle');
    expect(panel.host.inserted).toEqual([]);
  });

  it('stays on the shelf when inserting it again is cancelled', async () => {
    const panel = await closedMeanwhile();
    panel.host.now = openDocument();
    panel.host.before = (call) => {
      if (call === 'insertLayer') panel.runs.cancel();
    };
    await panel.runs.insertKept(panel.store.get().kept[0]!.id);
    expect(panel.store.get().run.state).toBe('idle');
    expect(panel.store.get().kept).toHaveLength(1);
  });
});
