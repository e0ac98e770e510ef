import { changeSettings } from '../../../panel/store/actions';
import { modelAccepted } from '../../../panel/store/model-actions';
import { createClaims } from '../../../panel/store/claims';
import { createUnfinishedRuns } from '../../../panel/runs/unfinished/unfinished-runs';
import { DeviceError } from '../../../src/core/errors';
import type { SupirRestorer } from '../../../src/restore/request';
import { until } from '../../support/wait';
import { fakeLocks } from '../stories/fake-locks';
import { CANVAS, createFakeHost, NOTHING_OPEN, openDocument } from '../stories/fake-host';
import type { TestPanel } from '../stories/panel';
import { loraFile, open, sdxlFile, supirFile } from '../stories/models';
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

describe('with other files', () => {
  it.each(['supir', 'sdxl'] as const)(
    'a run is refused by the name of its own: %s',
    async (role) => {
      const panel = await afterLoss();
      const other = role === 'supir' ? supirFile('F') : sdxlFile(true);
      panel.store.update(modelAccepted(other.name, open(other)));
      const begun = role === 'supir' ? supirFile('Q') : sdxlFile(false);
      await goOn(panel);
      const { run } = panel.store.get();
      expect(run).toMatchObject({
        state: 'error',
        error: { code: 'unfinished-run-other-files', details: { name: begun.name } },
      });
      expect(panel.engine.requests).toHaveLength(1);
      expect(offered(panel)).toEqual([[3, STEPS]]);

      panel.store.update(modelAccepted(begun.name, open(begun)));
      await goOn(panel);
      expect(panel.store.get().run.state).toBe('done');
    },
  );

  it('a file of the same name that was changed since is told as such', async () => {
    const panel = await afterLoss();
    const description = supirFile('Q');
    const { name } = description;
    const file = { name, blob: new Blob(['x'.repeat(name.length)]) };
    panel.store.update(modelAccepted(name, { description, access: 'open', file }));
    await goOn(panel);
    expect(errorCode(panel)).toBe('unfinished-run-changed-file');
    expect(panel.engine.requests).toHaveLength(1);
    expect(offered(panel)).toEqual([[3, STEPS]]);
  });

  it('a file of another name and the same bytes is the same', async () => {
    const panel = await afterLoss();
    const renamed = { ...supirFile('Q'), name: 'renamed.safetensors' };
    const held = open(supirFile('Q'));
    panel.store.update(modelAccepted(renamed.name, { ...held, description: renamed }));
    await goOn(panel);
    expect(panel.store.get().run.state).toBe('done');
  });

  it('a LoRA that came later is left out; one that was there is needed', async () => {
    const later = await afterLoss();
    later.store.update(modelAccepted('lora', open(loraFile())));
    await goOn(later);
    expect(later.engine.requests[1]!.restorer).not.toHaveProperty('lora');

    const panel = await startSupir();
    panel.store.update(modelAccepted('lora', open(loraFile())));
    panel.store.update(changeSettings({ loraStrength: 0.5 }));
    beforeStep(panel, 3, loseDevice);
    await panel.runs.upscale();
    panel.engine.before = () => undefined;
    const { lora } = panel.store.get().models;
    const [{ id } = { id: '' }] = panel.store.get().unfinished;
    panel.store.update((state) => ({ ...state, models: { ...state.models, lora: null } }));
    await panel.runs.goOn(id);
    expect(errorCode(panel)).toBe('unfinished-run-other-files');
    panel.store.update((state) => ({ ...state, models: { ...state.models, lora } }));
    panel.store.update(changeSettings({ loraStrength: 1 }));
    await panel.runs.goOn(id);
    expect(panel.engine.requests[1]!.restorer).toMatchObject({ lora: { strength: 0.5 } });
  });

  it('none are chosen: it says so, and keeps the run', async () => {
    const panel = await afterLoss();
    panel.store.update((state) => ({ ...state, models: { ...state.models, supir: null } }));
    await goOn(panel);
    expect(errorCode(panel)).toBe('supir-model-missing');
    expect(offered(panel)).toEqual([[3, STEPS]]);
  });
});
