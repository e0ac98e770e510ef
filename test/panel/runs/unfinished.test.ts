import { changeSettings } from '../../../panel/store/actions';
import { modelAccepted } from '../../../panel/store/model-actions';
import { createClaims } from '../../../panel/store/claims';
import { createUnfinishedRuns } from '../../../panel/runs/unfinished/unfinished-runs';
import { DeviceError } from '../../../src/core/errors';
import type { SupirRestorer } from '../../../src/restore/request';
import { DISPLAY_P3 } from '../../support/profiles';
import { until } from '../../support/wait';
import { fakeLocks } from '../stories/fake-locks';
import { CANVAS, createFakeHost, NOTHING_OPEN, openDocument } from '../stories/fake-host';
import type { TestPanel } from '../stories/panel';
import { open, supirFile } from '../stories/models';
import { STEPS } from '../stories/scripted-engine';
import {
  ADAPTER,
  afterLoss,
  beforeStep,
  createBrowser,
  errorCode,
  goOn,
  isStep,
  loseDevice,
  offered,
  startSupir,
  wentOnFrom,
  withAdapter,
} from '../stories/unfinished';

describe('an unfinished run', () => {
  it('is offered after a lost device, goes on from its last step, and is gone', async () => {
    const panel = await afterLoss();
    expect(errorCode(panel)).toBe('device-lost');
    expect(offered(panel)).toEqual([[3, STEPS]]);
    const [first] = panel.engine.requests;
    const { settings } = panel.store.get();

    panel.store.update(changeSettings({ steps: 50, seed: 1, prompt: 'other', scale: 4 }));
    await goOn(panel);
    expect(panel.store.get().run.state).toBe('done');
    expect(wentOnFrom(panel)).toBe(3);
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
    expect(panel.store.get().kept[0]!.settings).toEqual(settings);
    expect(offered(panel)).toEqual([]);
    expect(await panel.unfinished.list()).toEqual([]);
  });

  it('is offered after a cancel, and not after one before the first step', async () => {
    const panel = await startSupir();
    beforeStep(panel, 1, () => panel.runs.cancel());
    await panel.runs.upscale();
    expect(offered(panel)).toEqual([]);
    beforeStep(panel, 3, () => panel.runs.cancel());
    await panel.runs.upscale();
    expect(panel.store.get().run).toEqual({ state: 'idle', cancelled: true });
    expect(offered(panel)).toEqual([[2, STEPS]]);
  });

  it('is offered after a reload, as the page saved it, wherever the layer is now', async () => {
    const { records, page } = createBrowser();
    const locks = fakeLocks();
    const first = await startSupir(createUnfinishedRuns(records, createClaims(locks)));
    first.host.colors = DISPLAY_P3;
    beforeStep(first, 2, () => new Promise(() => undefined));
    void first.runs.upscale();
    await until(async () => (await records.facts()).size > 0);

    // The page has died; its locks with it.
    const host = createFakeHost();
    host.now = openDocument('doc-9', 'photo.psd', 'layer-9');
    const second = await startSupir(page(), host);
    expect(offered(second)).toEqual([[1, STEPS]]);
    await goOn(second);
    expect(second.host.inserted[0]!.above).toEqual({ documentId: 'doc-9', layerId: 'layer-9' });
    expect(second.host.calls).not.toContain('readLayer');
    await second.runs.pngOfKept(second.store.get().kept[0]!.id);
    expect(second.bitmaps.savedColors).toEqual([DISPLAY_P3]);
  });

  it('goes on again after it was ended once more', async () => {
    const panel = await startSupir();
    beforeStep(panel, 2, loseDevice);
    await panel.runs.upscale();
    beforeStep(panel, 4, loseDevice);
    await goOn(panel);
    expect(offered(panel)).toEqual([[3, STEPS]]);
    panel.engine.before = () => undefined;
    await goOn(panel);
    expect(wentOnFrom(panel)).toBe(3);
    expect(panel.store.get().run.state).toBe('done');
  });

  it('that was done but for the decoder goes on there', async () => {
    const panel = await startSupir();
    panel.engine.before = (event) =>
      event.type === 'part' && event.part === 'decode' ? loseDevice() : undefined;
    await panel.runs.upscale();
    expect(offered(panel)).toEqual([[STEPS, STEPS]]);
    panel.engine.before = () => undefined;
    await goOn(panel);
    expect(wentOnFrom(panel)).toBe(STEPS);
  });

  it('whose document is closed leaves its result on the shelf', async () => {
    const panel = await afterLoss();
    panel.host.now = NOTHING_OPEN;
    await goOn(panel);
    expect(errorCode(panel)).toBe('no-document');
    expect(panel.store.get().kept).toHaveLength(1);
    expect(offered(panel)).toEqual([]);
  });

  it('whose layer was deleted leaves its result on the shelf, to be put above another one', async () => {
    const panel = await afterLoss();
    panel.host.now = { ...openDocument(), layer: null, activeLayers: 0 };
    await goOn(panel);
    expect(errorCode(panel)).toBe('no-layer');
    expect(offered(panel)).toEqual([]);
    const [{ id } = { id: '' }] = panel.store.get().kept;
    panel.host.now = openDocument('doc-1', 'photo.psd', 'layer-2');
    await panel.runs.insertKept(id);
    expect(panel.host.inserted[0]!.above.layerId).toBe('layer-2');
  });

  it('beside another one is gone on with by itself, and leaves the other', async () => {
    const panel = await startSupir();
    for (const done of [2, 4]) {
      beforeStep(panel, done, loseDevice);
      await panel.runs.upscale();
    }
    panel.engine.before = () => undefined;
    await goOn(panel);
    expect([wentOnFrom(panel), offered(panel)]).toEqual([3, [[1, STEPS]]]);
    await goOn(panel);
    expect([wentOnFrom(panel), offered(panel)]).toEqual([1, []]);
    expect(panel.host.inserted).toHaveLength(2);
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
      event.type === 'tile' && event.done === 2 ? loseDevice() : undefined;
    await panel.runs.upscale();
    expect(offered(panel)).toEqual([]);
  });

  it('of a document, a layer and a file with long names is offered and goes on', async () => {
    const host = createFakeHost();
    const now = openDocument('doc-1', 'd'.repeat(5000));
    host.now = { ...now, layer: { ...now.layer!, name: 'l'.repeat(5000) } };
    const panel = await startSupir(undefined, host);
    const file = open(supirFile('Q'));
    const name = `${'f'.repeat(5000)}.safetensors`;
    panel.store.update(
      modelAccepted(name, { ...file, description: { ...file.description, name } }),
    );
    beforeStep(panel, 4, loseDevice);
    await panel.runs.upscale();
    panel.engine.before = () => undefined;
    expect(offered(panel)).toEqual([[3, STEPS]]);
    // The layer is another one after a reload: its document is known by its name.
    panel.host.now = openDocument('doc-9', 'd'.repeat(5000), 'layer-9');
    await goOn(panel);
    expect(panel.store.get().run.state).toBe('done');
    expect(panel.store.get().kept).toMatchObject([{ placed: 'inserted' }]);
  });

  it('can be thrown away', async () => {
    const panel = await afterLoss();
    await panel.runs.discardUnfinished(panel.store.get().unfinished[0]!.id);
    expect(offered(panel)).toEqual([]);
    expect(await panel.unfinished.list()).toEqual([]);
  });
});

describe('the device that it goes on with', () => {
  const wentOnWith = ({ engine }: TestPanel): unknown =>
    engine.requests.slice(1).map(({ device }) => device);

  it('is the processor where the adapter has gone, and the adapter where it is back', async () => {
    const panel = await startSupir();
    beforeStep(panel, 4, () => {
      withAdapter(panel, null);
      loseDevice();
    });
    await panel.runs.upscale();
    // The report is asked for again, so that the card tells what will go on.
    await until(() => panel.store.get().engine?.webgpu === null);
    panel.engine.before = (event) => (isStep(event, 4) ? loseDevice() : undefined);
    await goOn(panel);
    withAdapter(panel, ADAPTER);
    panel.engine.before = () => undefined;
    await goOn(panel);
    expect(wentOnWith(panel)).toEqual(['wasm', 'webgpu']);
    expect(panel.store.get().run.state).toBe('done');
  });

  it('is the one that the person has chosen since', async () => {
    const panel = await afterLoss();
    panel.store.update(changeSettings({ device: 'wasm' }));
    await goOn(panel);
    expect(wentOnWith(panel)).toEqual(['wasm']);
  });
});

describe('the place of its result', () => {
  it('is beside the first one where it was to be chosen from', async () => {
    const panel = await startSupir();
    panel.store.update(changeSettings({ variants: 2 }));
    // The second result is the second request.
    panel.engine.before = (event) =>
      panel.engine.requests.length === 2 && isStep(event, 3) ? panel.runs.cancel() : undefined;
    await panel.runs.upscale();
    expect(panel.host.inserted).toHaveLength(1);
    expect(offered(panel)).toEqual([[2, STEPS]]);
    panel.engine.before = () => undefined;
    await goOn(panel);
    expect(panel.store.get().run.state).toBe('done');
    expect(panel.host.inserted).toHaveLength(1);
    expect(panel.store.get().kept.map(({ placed }) => placed)).toEqual(['aside', 'inserted']);
    expect(offered(panel)).toEqual([]);
  });

  it('is the shelf where nothing was to be inserted, whatever is set now', async () => {
    const panel = await startSupir();
    panel.store.update(changeSettings({ insertAtOnce: false }));
    beforeStep(panel, 3, loseDevice);
    await panel.runs.upscale();
    panel.engine.before = () => undefined;
    panel.store.update(changeSettings({ insertAtOnce: true }));
    await goOn(panel);
    expect(panel.host.inserted).toEqual([]);
    expect(panel.store.get().kept).toMatchObject([{ placed: 'aside' }]);
  });

  it('is the canvas that another result has enlarged meanwhile', async () => {
    const panel = await startSupir();
    panel.store.update(changeSettings({ mode: 'enlarge', scale: 2 }));
    beforeStep(panel, 3, loseDevice);
    await panel.runs.upscale();
    panel.engine.before = () => undefined;
    const open = openDocument();
    const size = { width: CANVAS.width * 2, height: CANVAS.height * 2 };
    panel.host.now = { ...open, document: { ...open.document!, size } };
    await goOn(panel);
    expect(panel.store.get().run.state).toBe('done');
    expect(panel.host.inserted.map(({ mode }) => mode)).toEqual(['in-place']);
  });

  it('is the shelf where the canvas has another size', async () => {
    const panel = await afterLoss();
    const open = openDocument();
    const size = { width: CANVAS.width + 1, height: CANVAS.height };
    panel.host.now = { ...open, document: { ...open.document!, size } };
    await goOn(panel);
    expect(errorCode(panel)).toBe('kept-document-missing');
    expect(panel.store.get().kept).toMatchObject([{ placed: 'waiting' }]);
  });
});
