import { changeSettings } from '../../../panel/store/actions';
import { DocumentError } from '../../../src/core/errors';
import type { Shelf } from '../../../panel/store/kept';
import { createTestShelf, startPanel, type TestPanel } from '../stories/panel';
import { afterLoss, beforeStep, goOn, loseDevice, startSupir } from '../stories/unfinished';

const again = ({ store }: TestPanel): unknown => {
  const { run } = store.get();
  return run.state === 'error' ? run.again : `the run is ${run.state}`;
};

function refuse({ host }: TestPanel, call: 'insertLayer' | 'replaceLayer'): void {
  host.before = (one) => {
    if (one !== call) return;
    throw new DocumentError({ code: 'result-not-last', message: 'Later.', hint: 'Undo.' });
  };
}

describe('what is tried again', () => {
  it('is the run that failed before its first step', async () => {
    const panel = await startSupir();
    beforeStep(panel, 1, loseDevice);
    await panel.runs.upscale();
    expect(panel.store.get().unfinished).toEqual([]);
    expect(again(panel)).toEqual({ does: 'run' });
  });

  it('is nothing where the unfinished run can be gone on with', async () => {
    const panel = await afterLoss();
    expect(again(panel)).toBeNull();
    beforeStep(panel, 4, loseDevice);
    await goOn(panel);
    expect(panel.store.get().unfinished).toHaveLength(1);
    expect(again(panel)).toBeNull();
  });

  it('is no run where going on did not even begin', async () => {
    const panel = await afterLoss();
    panel.store.update((state) => ({ ...state, models: { ...state.models, supir: null } }));
    await goOn(panel);
    expect(again(panel)).toBeNull();
  });

  it.each(['a run', 'a run that went on'])('is the insert alone after %s', async (which) => {
    const panel = which === 'a run' ? await startSupir() : await afterLoss();
    refuse(panel, 'insertLayer');
    await (which === 'a run' ? panel.runs.upscale() : goOn(panel));
    const [{ id } = { id: '' }] = panel.store.get().kept;
    expect(again(panel)).toEqual({ does: 'insert', id });
  });

  it('is the replacement that failed, not an insert beside it', async () => {
    const panel = await startSupir();
    panel.store.update(changeSettings({ variants: 2 }));
    await panel.runs.upscale();
    const [{ id } = { id: '' }] = panel.store.get().kept;
    refuse(panel, 'replaceLayer');
    await panel.runs.replaceByKept(id);
    expect(again(panel)).toEqual({ does: 'replace', id });
  });

  it.each([true, false])('is nothing after a variant is finished (inserted: %s)', async (first) => {
    const panel = await startSupir();
    panel.store.update(changeSettings({ variants: 2, insertAtOnce: first }));
    panel.engine.before = () => {
      if (panel.store.get().kept.length > 0) loseDevice();
    };
    await panel.runs.upscale();
    expect(panel.store.get().kept).toHaveLength(1);
    expect(again(panel)).toBeNull();
  });
});

describe('while a run goes on', () => {
  it.each(['discard', 'take'] as const)('a shelf that cannot %s does not end it', async (call) => {
    const shelf: Shelf = { ...createTestShelf(), [call]: () => Promise.reject(new Error('full')) };
    const panel = await startPanel(shelf);
    const { runs, store, engine } = panel;
    const seen: string[] = [];
    engine.before = async () => {
      await (call === 'discard' ? runs.discardKept('any') : runs.pngOfKept('any'));
      seen.push(store.get().run.state);
    };
    await runs.upscale();
    expect(new Set(seen)).toEqual(new Set(['running']));
    expect(store.get().run.state).toBe('done');
    await (call === 'discard' ? runs.discardKept('any') : runs.pngOfKept('any'));
    expect(again(panel)).toBeNull();
  });

  it('an unfinished run that cannot be discarded does not end it', async () => {
    const panel = await startSupir();
    beforeStep(panel, 2, async () => {
      await panel.runs.discardUnfinished(panel.engine.requests[0]!.id);
      expect(panel.store.get().run.state).toBe('running');
    });
    await panel.runs.upscale();
    expect(panel.store.get().run.state).toBe('done');
  });
});
