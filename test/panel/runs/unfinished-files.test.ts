import { changeSettings } from '../../../panel/store/actions';
import { modelAccepted } from '../../../panel/store/model-actions';
import { loraFile, open, sdxlFile, supirFile } from '../stories/models';
import { STEPS } from '../stories/scripted-engine';
import {
  afterLoss,
  beforeStep,
  errorCode,
  goOn,
  loseDevice,
  offered,
  startSupir,
} from '../stories/unfinished';

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
