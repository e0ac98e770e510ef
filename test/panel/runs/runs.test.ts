import { DeviceError } from '../../../src/core/errors';
import type { EngineReport } from '../../../src/engine/engine';
import { STAGES, type RunStage } from '../../../src/core/events';
import { rect, scaleRect } from '../../../src/core/geometry';
import { engineDescribed, setSetting } from '../../../panel/store/actions';
import { expectedDevice } from '../../../panel/store/expected-device';
import type { PanelState } from '../../../panel/store/panel-state';
import { NOTHING_OPEN, openDocument, SELECTION } from '../stories/fake-host';
import { startPanel, type TestPanel } from '../stories/panel';
import { REPORT, TILES } from '../stories/scripted-engine';

function failure({ run }: PanelState): { code: string | null; stage: RunStage | null } {
  if (run.state !== 'error') throw new Error(`the run is ${run.state}`);
  return { code: run.error.code, stage: run.stage };
}

/** Cancels as soon as the panel shows `stage`. */
function cancelAt({ store, runs }: TestPanel, stage: RunStage): void {
  store.subscribe(({ run }) => {
    if (run.state === 'running' && run.stage === stage && !run.cancelling) runs.cancel();
  });
}

describe('a run', () => {
  it('ends with a layer above the source, named after engine and scale', async () => {
    const panel = await startPanel();
    await panel.runs.upscale();

    expect(panel.trace).toEqual([...STAGES, 'done']);
    const [layer] = panel.host.inserted;
    expect(layer).toMatchObject({
      mode: 'in-place',
      name: 'Restored 2x (Fast)',
      above: { documentId: 'doc-1', layerId: 'layer-1' },
    });
    expect(panel.store.get().outcome).toMatchObject({ layerName: 'Restored 2x (Fast)' });
    expect(panel.store.get().kept).toMatchObject([{ placed: 'inserted' }]);
    expect(await panel.shelf.list()).toMatchObject([{ placed: 'inserted' }]);
  });

  it('gives the engine the settings, the context around the selection and its mask', async () => {
    const panel = await startPanel();
    panel.store.update(setSetting('scale', 4));
    panel.store.update(setSetting('strength', 0.25));
    panel.store.update(setSetting('maskGrow', 3));
    panel.store.update(setSetting('device', 'wasm'));
    await panel.runs.upscale();

    const [request] = panel.engine.requests;
    expect(request).toMatchObject({
      scale: 4,
      mode: 'in-place',
      device: 'wasm',
      restorer: { kind: 'fast', strength: 0.25, faithful: false },
      maskEdge: { grow: 3, feather: 0 },
      canvas: { width: 64, height: 48 },
    });
    const { contextRect, source, selection } = request!;
    expect(source).toMatchObject({ width: contextRect.width, height: contextRect.height });
    // The fake picture holds its coordinates: the first pixel tells where it was read.
    expect(Array.from(source.data.subarray(0, 2))).toEqual([contextRect.x, contextRect.y]);
    const inside = (SELECTION.y - contextRect.y) * contextRect.width + SELECTION.x - contextRect.x;
    expect(selection!.data[inside]).toBe(255);
    expect(selection!.data.reduce((sum, v) => sum + v, 0)).toBe(20 * 16 * 255);
  });

  it('without a selection is about the whole layer', async () => {
    const panel = await startPanel();
    panel.host.now = { ...panel.host.now, selection: null };
    await panel.runs.upscale();
    expect(panel.engine.requests[0]).toMatchObject({
      selection: null,
      contextRect: rect(0, 0, 64, 48),
    });
  });

  it.each(['enlarge', 'smart-object'] as const)('comes back as %s', async (mode) => {
    const panel = await startPanel();
    panel.store.update(setSetting('mode', mode));
    await panel.runs.upscale();
    const [layer] = panel.host.inserted;
    const { contextRect } = panel.engine.requests[0]!;
    expect(layer).toMatchObject({ mode, scale: 2 });
    expect(layer!.rect).toEqual(mode === 'enlarge' ? scaleRect(contextRect, 2) : contextRect);
    if (layer!.mode === 'smart-object') expect(layer!.content.width).toBe(contextRect.width * 2);
    // The picture of before covers the same part of the document.
    expect(panel.bitmaps.compared[0]).toMatchObject({
      width: contextRect.width,
      height: contextRect.height,
    });
  });

  it('at 1x never enlarges the document', async () => {
    const panel = await startPanel();
    panel.store.update(setSetting('mode', 'enlarge'));
    panel.store.update(setSetting('scale', 1));
    await panel.runs.upscale();
    expect(panel.engine.requests[0]?.mode).toBe('in-place');
  });

  it('counts tiles and measures them', async () => {
    const panel = await startPanel();
    const counts: number[] = [];
    panel.store.subscribe(({ run }) => {
      if (run.state === 'running' && run.tiles !== null) counts.push(run.tiles.done);
    });
    await panel.runs.upscale();
    expect([...new Set(counts)]).toEqual(Array.from({ length: TILES + 1 }, (_, i) => i));
  });

  it('does not start twice', async () => {
    const panel = await startPanel();
    await Promise.all([panel.runs.upscale(), panel.runs.upscale()]);
    expect(panel.host.inserted).toHaveLength(1);
  });

  it('closes the bitmaps of the comparison before', async () => {
    const panel = await startPanel();
    await panel.runs.upscale();
    await panel.runs.upscale();
    expect(panel.bitmaps.open).toBe(2);
    panel.runs.closeOutcome();
    expect(panel.bitmaps.open).toBe(0);
    expect(panel.store.get()).toMatchObject({ outcome: null, run: { state: 'idle' } });
  });
});

describe('cancel', () => {
  it.each(STAGES)('while it is at "%s" leaves no layer and nothing kept', async (stage) => {
    const panel = await startPanel();
    cancelAt(panel, stage);
    await panel.runs.upscale();
    expect(panel.store.get().run).toEqual({ state: 'idle', cancelled: true });
    expect(panel.host.inserted).toEqual([]);
    expect(await panel.shelf.list()).toEqual([]);
    expect(panel.bitmaps.open).toBe(0);
  });

  it('keeps the last result on show, and the next run works', async () => {
    const panel = await startPanel();
    await panel.runs.upscale();
    const { outcome } = panel.store.get();
    const stop = panel.store.subscribe(({ run }) => {
      if (run.state === 'running' && run.stage === 'restore') panel.runs.cancel();
    });
    await panel.runs.upscale();
    stop();
    expect(panel.store.get().outcome).toBe(outcome);
    expect(panel.bitmaps.open).toBe(2);
    await panel.runs.upscale();
    expect(panel.host.inserted).toHaveLength(2);
  });

  it('does not wait for an editor that does not answer', async () => {
    const panel = await startPanel();
    const asked = new Promise<void>((resolve) => {
      panel.host.before = (call) => {
        if (call !== 'readLayer') return undefined;
        resolve();
        return new Promise(() => undefined);
      };
    });
    const running = panel.runs.upscale();
    await asked;
    panel.runs.cancel();
    await running;
    expect(panel.store.get().run.state).toBe('idle');
  });
});

describe('what goes wrong', () => {
  it('shows a lost device with its code and stage; the second run works', async () => {
    const panel = await startPanel();
    panel.engine.before = (event) => {
      if (event.type === 'tile' && event.done === 2) {
        throw new DeviceError({ code: 'device-lost', message: 'gone', hint: 'again' });
      }
    };
    await panel.runs.upscale();
    expect(failure(panel.store.get())).toEqual({ code: 'device-lost', stage: 'restore' });
    expect(panel.host.inserted).toEqual([]);
    expect(panel.store.get().kept).toEqual([]);

    panel.engine.before = () => undefined;
    await panel.runs.upscale();
    expect(panel.store.get().run.state).toBe('done');
    expect(panel.host.inserted).toHaveLength(1);
  });

  it('shows a bug as an error without a code', async () => {
    const panel = await startPanel();
    panel.engine.before = () => {
      throw new TypeError('x is undefined');
    };
    await panel.runs.upscale();
    expect(failure(panel.store.get())).toEqual({ code: null, stage: 'read' });
    panel.runs.dismissError();
    expect(panel.store.get().run.state).toBe('idle');
  });

  it.each([
    ['no-document', NOTHING_OPEN],
    ['no-layer', { ...openDocument(), layer: null, activeLayers: 0 }],
    ['several-layers', { ...openDocument(), layer: null, activeLayers: 2 }],
    ['nothing-selected', { ...openDocument(), selection: rect(4, 4, 0, 0) }],
  ])('names %s before it reads anything', async (code, now) => {
    const panel = await startPanel();
    panel.host.now = now;
    await panel.runs.upscale();
    expect(failure(panel.store.get())).toEqual({ code, stage: 'read' });
    expect(panel.host.calls).not.toContain('readLayer');
  });

  it('names a document that would become too large before it reads anything', async () => {
    const panel = await startPanel();
    panel.host.largestDocument = { maxSide: 1000, maxArea: 128 * 96 - 1 };
    panel.store.update(setSetting('mode', 'enlarge'));
    await panel.runs.upscale();
    expect(failure(panel.store.get())).toEqual({ code: 'document-too-large', stage: 'read' });
    expect(panel.host.calls).not.toContain('readLayer');
    expect(panel.engine.requests).toEqual([]);

    panel.host.largestDocument = { maxSide: 128, maxArea: 128 * 96 };
    await panel.runs.upscale();
    expect(panel.host.inserted).toMatchObject([{ mode: 'enlarge' }]);
  });

  it('does not take the whole context when the selection vanishes while it is read', async () => {
    const panel = await startPanel();
    panel.host.before = (call) => {
      if (call === 'readSelection') panel.host.now = { ...panel.host.now, selection: null };
    };
    await panel.runs.upscale();
    expect(failure(panel.store.get()).code).toBe('nothing-selected');
    expect(panel.engine.requests).toEqual([]);
  });
});

describe('a graphics card that does not start', () => {
  const ADAPTER: EngineReport['webgpu'] = {
    vendor: 'v',
    architecture: 'a',
    description: 'GPU',
    isFallbackAdapter: false,
    shaderF16: true,
    maxBufferBytes: 1e9,
  };
  const GPU: EngineReport = { ...REPORT, webgpu: ADAPTER, webgpuReason: null };
  const FAILED: EngineReport = { ...REPORT, gpuFailure: 'gpu-no-device' };

  it('is told of while the processor runs, and afterwards', async () => {
    const panel = await startPanel();
    panel.store.update(engineDescribed(GPU));
    panel.engine.report = FAILED;
    panel.engine.notice = 'gpu-no-device';
    const reasons: unknown[] = [];
    panel.store.subscribe((state) => {
      if (state.run.state === 'running') reasons.push(expectedDevice(state)?.reason);
    });
    await panel.runs.upscale();
    expect(reasons).toContainEqual({ code: 'failed', failure: 'gpu-no-device' });
    expect(expectedDevice(panel.store.get())).toMatchObject({ kind: 'wasm' });
  });

  it('is known after the run that it ended', async () => {
    const panel = await startPanel();
    panel.store.update(engineDescribed(GPU));
    panel.engine.report = FAILED;
    panel.engine.before = () => {
      throw new DeviceError({ code: 'gpu-unusable', message: '', hint: '' });
    };
    await panel.runs.upscale();
    expect(expectedDevice(panel.store.get())).toMatchObject({ kind: 'wasm' });
  });
});

describe('the snapshot', () => {
  it('follows the editor, and rests while a run talks to it', async () => {
    const panel = await startPanel();
    panel.host.now = openDocument('doc-2', 'other.psd');
    panel.host.changed();
    await panel.watch.idle();
    expect(panel.store.get().snapshot?.document?.name).toBe('other.psd');

    panel.engine.before = () => panel.host.changed();
    panel.host.calls.length = 0;
    await panel.runs.upscale();
    const during = panel.host.calls.slice(0, panel.host.calls.indexOf('insertLayer'));
    expect(during.filter((call) => call === 'snapshot')).toHaveLength(2);
    await panel.watch.idle();
    expect(panel.host.calls.at(-1)).toBe('snapshot');
  });

  it('keeps the panel usable when the editor does not answer', async () => {
    const panel = await startPanel();
    panel.host.before = () => {
      throw new DeviceError({ code: 'editor-silent', message: 'no answer', hint: '' });
    };
    panel.host.changed();
    await panel.watch.idle();
    expect(panel.store.get().snapshotError?.code).toBe('editor-silent');
    panel.host.before = () => undefined;
    panel.host.changed();
    await panel.watch.idle();
    expect(panel.store.get().snapshotError).toBeNull();
  });
});
