import { TINY_CONFIG } from '../../restore/supir/tiny-supir';
import { configAccepted, modelAccepted } from '../../../panel/store/model-actions';
import { changeSettings } from '../../../panel/store/actions';
import { counted, progressShare, region } from '../../../panel/store/selectors';
import type { Settings } from '../../../panel/settings/settings';
import { NEGATIVE_PROMPT, PRESETS, QUALITY_PROMPT } from '../../../src/restore/supir/presets';
import { SUPIR_PARTS } from '../../../src/core/events';
import type { HeldModel } from '../../../panel/store/models';
import { loraFile, open, sdxlFile, supirFile } from '../stories/models';
import { NEW_SEED, startPanel, type TestPanel } from '../stories/panel';
import { STEPS } from '../stories/scripted-engine';

async function startSupir(settings: Partial<Settings> = {}): Promise<TestPanel> {
  const panel = await startPanel();
  for (const model of [supirFile('Q'), sdxlFile(false)]) {
    panel.store.update(modelAccepted(model.name, open(model)));
  }
  panel.store.update(changeSettings({ restorer: 'supir', licenceAccepted: true, ...settings }));
  return panel;
}

describe('a SUPIR run', () => {
  it('gives the engine the files, the preset and chance’s seed', async () => {
    const panel = await startSupir({ prompt: 'a cup' });
    await panel.runs.upscale();
    const { models } = panel.store.get();
    expect(panel.engine.requests[0]!.restorer).toEqual({
      kind: 'supir',
      files: {
        supir: models.supir?.access === 'open' && models.supir.file,
        sdxl: models.sdxl?.access === 'open' && models.sdxl.file,
      },
      config: null,
      prompt: 'a cup. ',
      qualityPrompt: QUALITY_PROMPT,
      negativePrompt: NEGATIVE_PROMPT,
      settings: { ...PRESETS.quality.full, seed: NEW_SEED },
      samplerTiles: 'auto',
      vaeTiles: 'auto',
      weights: 'auto',
      promptBatch: 'auto',
      minSize: 1024,
    });
  });

  it('gives it a LoRA at its strength, and Lightning’s preset with one of few steps', async () => {
    const panel = await startSupir({ loraStrength: 0.8 });
    panel.store.update(modelAccepted('lora', open(loraFile(true))));
    await panel.runs.upscale();
    const { lora } = panel.store.get().models;
    expect(panel.engine.requests[0]!.restorer).toMatchObject({
      lora: { file: lora?.access === 'open' && lora.file, strength: 0.8 },
      settings: PRESETS.quality.lightning,
    });
  });

  it.each([
    ['made for another size', 'lora-does-not-fit'],
    ['to be chosen again', 'model-choose-again'],
    ['that waits for a click', 'model-access-needed'],
  ] as const)('does not begin with a LoRA %s', async (which, code) => {
    const panel = await startSupir({});
    const description = { ...loraFile(), isPublishedSize: code !== 'lora-does-not-fit' };
    const held: HeldModel =
      which === 'made for another size'
        ? open(description)
        : { description, access: code === 'model-choose-again' ? 'gone' : 'ask' };
    panel.store.update(modelAccepted('lora', held));
    await panel.runs.upscale();
    expect(panel.engine.requests).toEqual([]);
    expect(panel.store.get().run).toMatchObject({ state: 'error', error: { code } });
  });

  it('gives it everything that is set by hand', async () => {
    const values = {
      sampler: 'dpmpp',
      steps: 12,
      cfgStart: 2,
      cfgEnd: 3,
      controlStart: 0.9,
      controlEnd: 0.7,
      restoreCfg: 4,
      churn: 2,
      noiseScale: 1.05,
      eta: 0.3,
      colorFix: 'adain',
      seed: 99,
    } as const;
    const panel = await startSupir({
      ...values,
      negativePrompt: 'dull',
      qualityPrompt: '',
      prompt: 'a cup',
      minSize: 512,
      weights: 'q4',
      promptBatch: 'apart',
      vaeTiles: 'size',
      vaeEncoderTile: 256,
      vaeDecoderTile: 384,
      samplerTiles: 'size',
      samplerTile: 512,
      samplerStride: 1024,
    });
    await panel.runs.upscale();
    expect(panel.engine.requests[0]!.restorer).toMatchObject({
      prompt: 'a cup',
      qualityPrompt: '',
      negativePrompt: 'dull',
      settings: values,
      minSize: 512,
      weights: 'q4',
      vaeTiles: { encoder: 256, decoder: 384 },
      samplerTiles: { tile: 512, stride: 512 },
    });
  });

  it.each([
    ['published', true, null],
    ['unpublished', false, TINY_CONFIG],
  ])(
    'gives sizes of networks to unpublished files alone: %s',
    async (_, isPublishedSize, config) => {
      const panel = await startSupir();
      for (const model of [supirFile('Q'), sdxlFile(false)]) {
        panel.store.update(modelAccepted(model.name, open({ ...model, isPublishedSize })));
      }
      panel.store.update(configAccepted({ name: 'config.json', config: TINY_CONFIG }));
      await panel.runs.upscale();
      expect(panel.engine.requests[0]!.restorer).toMatchObject({ config });
    },
  );

  it('ends with a layer named after it and a report of what it used', async () => {
    const panel = await startSupir();
    await panel.runs.upscale();
    expect(panel.host.inserted[0]?.name).toBe('Restored 2x (SUPIR)');
    expect(panel.store.get().outcome?.report).toMatchObject({
      restorer: 'supir',
      supir: { seed: NEW_SEED, steps: 50, weights: 'q8' },
    });
  });

  it('counts bytes, parts and steps one after the other', async () => {
    const panel = await startSupir();
    const seen: string[] = [];
    panel.store.subscribe(({ run }) => {
      if (run.state !== 'running') return;
      const what = counted(run);
      const entry = what?.of === 'part' ? what.part.part : (what?.of ?? run.stage);
      if (seen.at(-1) !== entry) seen.push(entry);
      const share = progressShare(run);
      if (share !== null && (share < 0 || share > 1)) seen.push(`share ${share}`);
    });
    await panel.runs.upscale();
    const parts = SUPIR_PARTS.flatMap((part) => [part, 'bytes', part]);
    // A part that ends where the next begins is the same entry only for the same name.
    expect(seen).toEqual(['read', 'plan', 'load', 'restore', ...parts, 'finish', 'insert']);
  });

  it('measures the steps of the sampler', async () => {
    const panel = await startSupir();
    const steps = new Set<number>();
    panel.store.subscribe(({ run }) => {
      if (run.state === 'running' && run.part?.part === 'sample') steps.add(run.part.clock.done);
    });
    await panel.runs.upscale();
    expect([...steps]).toEqual(Array.from({ length: STEPS + 1 }, (_, i) => i));
  });

  it.each(SUPIR_PARTS)('is cancelled in %s without a trace', async (part) => {
    const panel = await startSupir();
    panel.store.subscribe(({ run }) => {
      if (run.state === 'running' && run.part?.part === part && !run.cancelling) {
        panel.runs.cancel();
      }
    });
    await panel.runs.upscale();
    expect(panel.store.get().run).toEqual({ state: 'idle', cancelled: true });
    expect(panel.host.inserted).toEqual([]);
    expect(await panel.shelf.list()).toEqual([]);
  });

  it('without its files says which one is missing, and reads nothing', async () => {
    const panel = await startSupir();
    panel.store.update((state) => ({ ...state, models: { ...state.models, sdxl: null } }));
    panel.host.calls.length = 0;
    await panel.runs.upscale();
    expect(panel.store.get().run).toMatchObject({
      state: 'error',
      restorer: 'supir',
      error: { code: 'base-model-missing' },
    });
    expect(panel.host.calls).not.toContain('readLayer');
  });

  it('needs the licence accepted once', async () => {
    const panel = await startSupir({ licenceAccepted: false });
    await panel.runs.upscale();
    expect(panel.store.get().run).toMatchObject({ error: { code: 'model-licence-open' } });
  });

  it('tells beforehand when it works at more pixels than come back', async () => {
    const panel = await startSupir();
    expect(region(panel.store.get())?.working).toEqual({ width: 1344, height: 1024 });
    panel.store.update(changeSettings({ minSize: 64, scale: 4 }));
    expect(region(panel.store.get())?.working).toEqual(null);
    panel.store.update(changeSettings({ restorer: 'fast' }));
    expect(region(panel.store.get())?.working).toBeNull();
  });
});
