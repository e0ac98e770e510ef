import { changeSettings } from '../../../panel/store/actions';
import { modelAccepted } from '../../../panel/store/model-actions';
import type { Settings } from '../../../panel/settings/settings';
import { tryReason, type TryReason } from '../../../panel/store/try-here';
import { restorerChoice } from '../../../panel/store/restorer-choice';
import { DeviceError } from '../../../src/core/errors';
import { rect } from '../../../src/core/geometry';
import { NOTHING_OPEN, openDocument, SELECTION } from '../stories/fake-host';
import { loraFile, open, sdxlFile, supirFile } from '../stories/models';
import { NEW_SEED, startPanel, type TestPanel } from '../stories/panel';
import { STEPS } from '../stories/scripted-engine';

function set(panel: TestPanel, changes: Partial<Settings>): void {
  panel.store.update(changeSettings(changes));
}

async function startSupir(): Promise<TestPanel> {
  const panel = await startPanel();
  for (const model of [supirFile('Q'), sdxlFile(false)]) {
    panel.store.update(modelAccepted(model.name, open(model)));
  }
  set(panel, { restorer: 'supir', licenceAccepted: true, steps: STEPS });
  return panel;
}

function reason({ store }: TestPanel): TryReason {
  const state = store.get();
  return tryReason(state.tryHere!, { ...state, kind: restorerChoice(state).kind });
}

/** The person does something in the editor. */
async function edited(panel: TestPanel, now = panel.host.now): Promise<void> {
  panel.host.now = now;
  panel.host.changed();
  await panel.watch.idle();
}

async function triedAt(panel: TestPanel, x = 12, y = 10): Promise<void> {
  await panel.runs.tries.open();
  panel.runs.tries.move({ x, y });
  await panel.runs.tries.go();
}

describe('opening', () => {
  it('shows what is selected, with the point in its middle, and leaves the document alone', async () => {
    const panel = await startPanel();
    await panel.runs.tries.open();
    const { run, tryHere } = panel.store.get();
    expect(run).toEqual({ state: 'idle', cancelled: false });
    expect(tryHere).toMatchObject({ point: { x: 20, y: 16 }, tile: null });
    expect(tryHere!.picture.docRect).toEqual(SELECTION);
    expect(panel.bitmaps.compared[0]).toMatchObject({ width: 20, height: 16 });
    expect(panel.engine.requests).toEqual([]);
    expect(panel.host.inserted).toEqual([]);
    expect(reason(panel)).toBe('first');
  });

  it.each([
    ['no document', NOTHING_OPEN, 'no-document'],
    ['an empty selection', { ...openDocument(), selection: rect(0, 0, 0, 0) }, 'nothing-selected'],
  ])('with %s says why not', async (_, now, code) => {
    const panel = await startPanel();
    panel.host.now = now;
    await panel.runs.tries.open();
    expect(panel.store.get().run).toMatchObject({
      state: 'error',
      again: { does: 'try' },
      error: { code },
    });
    expect(panel.store.get().tryHere).toBeNull();
    expect(panel.bitmaps.open).toBe(0);
  });

  it('called off while the editor reads leaves nothing', async () => {
    const panel = await startPanel();
    panel.host.before = (call) => {
      if (call === 'readLayer') panel.runs.cancel();
    };
    await panel.runs.tries.open();
    expect(panel.store.get()).toMatchObject({
      tryHere: null,
      run: { state: 'idle', cancelled: true },
    });
  });
});

describe('the point', () => {
  it('stays inside the picture, and where it was when the picture is read anew', async () => {
    const panel = await startPanel();
    await panel.runs.tries.open();
    panel.runs.tries.move({ x: -5, y: 1000 });
    expect(panel.store.get().tryHere!.point).toEqual({ x: 10, y: 23 });
    await edited(panel, { ...openDocument(), revision: 'painted' });
    await panel.runs.tries.open();
    expect(panel.store.get().tryHere!.point).toEqual({ x: 10, y: 23 });
    expect(panel.bitmaps.open).toBe(2);
  });
});

describe('a tile', () => {
  it('is asked for at the point, and shown in its place', async () => {
    const panel = await startPanel();
    await triedAt(panel, 28, 12);
    const [request] = panel.engine.requests;
    const { contextRect } = request!;
    expect(request!.tryAt).toEqual({ x: 28.5 - contextRect.x, y: 12.5 - contextRect.y });
    const { tryHere, run, outcome } = panel.store.get();
    expect(run.state).toBe('idle');
    expect(outcome).toBeNull();
    expect(tryHere!.tile).toMatchObject({
      docRect: rect(26, 10, 4, 4),
      used: 'tile',
      seed: null,
    });
    expect(reason(panel)).toBeNull();
    expect(panel.host.inserted).toEqual([]);
    expect(await panel.shelf.list()).toEqual([]);
  });

  it('is tried again without reading again, as long as the document stays as it is', async () => {
    const panel = await startPanel();
    await triedAt(panel);
    await panel.runs.tries.go();
    const reads = (): number => panel.host.calls.filter((call) => call === 'readLayer').length;
    expect(reads()).toBe(1);
    await edited(panel, { ...openDocument(), revision: 'painted' });
    expect(reason(panel)).toBe('document');
    await panel.runs.tries.go();
    expect(reads()).toBe(2);
    expect(reason(panel)).toBeNull();
    expect(panel.bitmaps.open).toBe(4);
    panel.runs.tries.close();
    expect(panel.bitmaps.open).toBe(0);
  });

  it.each<[Partial<Settings>, TryReason]>([
    [{ strength: 0.3 }, 'settings'],
    [{ scale: 4 }, 'settings'],
    [{ device: 'wasm' }, 'settings'],
    [{ theme: 'dark' }, null],
    [{ maskGrow: 4, maskFeather: 2 }, null],
    [{ prompt: 'for the other restorer' }, null],
  ])('after %j there is a reason to try again: %s', async (changes, expected) => {
    const panel = await startPanel();
    await triedAt(panel);
    set(panel, changes);
    expect(reason(panel)).toBe(expected);
  });

  it('of another selection or layer is offered to be chosen anew', async () => {
    const panel = await startPanel();
    await triedAt(panel);
    const other = { ...openDocument(), selection: rect(30, 8, 20, 16), revision: 'other' };
    await edited(panel, other);
    expect(reason(panel)).toBe('selection');
    await panel.runs.tries.open();
    expect(panel.store.get().tryHere).toMatchObject({
      tile: null,
      picture: { docRect: other.selection },
    });
    await edited(panel, openDocument('doc-1', 'photo.psd', 'layer-2'));
    expect(reason(panel)).toBe('selection');
  });

  it('whose document is closed goes away, and its pictures with it', async () => {
    const panel = await startPanel();
    await triedAt(panel);
    expect(panel.bitmaps.open).toBe(4);
    await edited(panel, NOTHING_OPEN);
    expect(panel.store.get().tryHere).toBeNull();
    expect(panel.bitmaps.open).toBe(0);
  });

  it('whose document is closed while it is tried is finished, and goes away then', async () => {
    const panel = await startPanel();
    await panel.runs.tries.open();
    panel.engine.before = (event) => {
      if (event.type === 'tile') panel.host.now = NOTHING_OPEN;
    };
    await panel.runs.tries.go();
    await panel.watch.idle();
    expect(panel.store.get().run).toEqual({ state: 'idle', cancelled: false });
    expect(panel.store.get().tryHere).toBeNull();
    expect(panel.bitmaps.open).toBe(0);
  });

  it('whose selection changes while it is tried is told of', async () => {
    const panel = await startPanel();
    await panel.runs.tries.open();
    panel.engine.before = (event) => {
      if (event.type === 'tile') {
        panel.host.now = { ...openDocument(), selection: rect(0, 0, 8, 8), revision: 'other' };
      }
    };
    await panel.runs.tries.go();
    await panel.watch.idle();
    expect(reason(panel)).toBe('selection');
    expect(panel.store.get().tryHere!.tile).not.toBeNull();
  });
});

describe('what goes wrong', () => {
  it('is told by its name, and what was shown stays', async () => {
    const panel = await startPanel();
    await triedAt(panel);
    const { tile } = panel.store.get().tryHere!;
    panel.engine.before = (event) => {
      if (event.type === 'tile') {
        throw new DeviceError({ code: 'device-lost', message: 'gone', hint: 'again' });
      }
    };
    await panel.runs.tries.go();
    const { run, tryHere } = panel.store.get();
    expect(run).toMatchObject({
      state: 'error',
      again: { does: 'try' },
      error: { code: 'device-lost' },
    });
    expect(tryHere!.tile).toBe(tile);
    panel.engine.before = () => undefined;
    await panel.runs.tries.go();
    expect(panel.store.get().run.state).toBe('idle');
    expect(panel.bitmaps.open).toBe(4);
  });

  it('called off in the middle, it leaves what was there', async () => {
    const panel = await startPanel();
    await panel.runs.tries.open();
    panel.engine.before = (event) => {
      if (event.type === 'tile' && event.done === 1) panel.runs.cancel();
    };
    await panel.runs.tries.go();
    expect(panel.store.get().run).toEqual({ state: 'idle', cancelled: true });
    expect(panel.store.get().tryHere).toMatchObject({ tile: null });
    expect(panel.bitmaps.open).toBe(2);
  });

  it('closed in the middle, it frees everything', async () => {
    const panel = await startPanel();
    await panel.runs.tries.open();
    panel.engine.before = (event) => {
      if (event.type === 'tile' && event.done === 1) panel.runs.tries.close();
    };
    await panel.runs.tries.go();
    expect(panel.store.get()).toMatchObject({
      tryHere: null,
      run: { state: 'idle', cancelled: true },
    });
    expect(panel.bitmaps.open).toBe(0);
  });

  it('one at a time: a run and a try do not meet', async () => {
    const panel = await startPanel();
    await Promise.all([panel.runs.tries.open(), panel.runs.upscale(), panel.runs.tries.go()]);
    expect(panel.engine.requests).toEqual([]);
  });
});

describe('the run after it', () => {
  it('of SUPIR begins with the noise that was seen, and the try is over', async () => {
    const panel = await startSupir();
    await triedAt(panel);
    set(panel, { fidelity: 0.7 });
    expect(reason(panel)).toBe('settings');
    await panel.runs.tries.go();
    expect(panel.store.get().tryHere!.tile).toMatchObject({ seed: NEW_SEED, used: 'start' });
    await panel.runs.upscale();
    const restorers = panel.engine.requests.map(({ restorer }) => restorer);
    const seeds = restorers.map((each) => each.kind === 'supir' && each.settings.seed);
    expect(seeds).toEqual([NEW_SEED, NEW_SEED, NEW_SEED]);
    expect(restorers[2]).toEqual(restorers[1]);
    expect(panel.engine.requests[2]).not.toHaveProperty('tryAt');
    expect(panel.store.get().tryHere).toBeNull();
    expect(panel.host.inserted).toHaveLength(1);
  });

  it('follows a seed that was fixed since', async () => {
    const panel = await startSupir();
    await triedAt(panel);
    set(panel, { seed: NEW_SEED });
    expect(reason(panel)).toBeNull();
    set(panel, { seed: 5 });
    expect(reason(panel)).toBe('settings');
  });

  it('does not ask to try again for a number that nothing asks for', async () => {
    const panel = await startSupir();
    await triedAt(panel);
    set(panel, { vaeEncoderTile: 256, samplerTile: 256 });
    expect(reason(panel)).toBeNull();
    set(panel, { vaeTiles: 'size' });
    expect(reason(panel)).toBe('settings');
  });

  it('asks to try again when a file is another one', async () => {
    const panel = await startSupir();
    await triedAt(panel);
    const lora = loraFile();
    panel.store.update(modelAccepted(lora.name, open(lora)));
    expect(reason(panel)).toBe('settings');
  });

  it('that is called off leaves the tile', async () => {
    const panel = await startPanel();
    await triedAt(panel);
    panel.engine.before = (event) => {
      if (event.type === 'tile') panel.runs.cancel();
    };
    await panel.runs.upscale();
    expect(panel.store.get().run).toEqual({ state: 'idle', cancelled: true });
    expect(panel.store.get().tryHere!.tile).not.toBeNull();
    expect(reason(panel)).toBeNull();
  });
});
