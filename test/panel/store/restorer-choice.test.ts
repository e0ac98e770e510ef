import { NO_MODELS, withModel, type Models } from '../../../panel/store/models';
import { restorerChoice } from '../../../panel/store/restorer-choice';
import { DEFAULT_SETTINGS, type Settings } from '../../../panel/settings/settings';
import { initialState, type PanelState } from '../../../panel/store/panel-state';
import type { EngineReport } from '../../../src/engine/engine';
import { modelsOf, open, sdxlFile, supirFile } from '../stories/models';
import { REPORT } from '../stories/scripted-engine';

const GPU: EngineReport = {
  ...REPORT,
  webgpu: {
    vendor: 'v',
    architecture: 'a',
    description: 'GPU',
    isFallbackAdapter: false,
    shaderF16: true,
    maxBufferBytes: 1e9,
  },
  webgpuReason: null,
};

function state(models: Models, settings: Partial<Settings> = {}, engine = GPU): PanelState {
  const start = initialState({
    settings: { ...DEFAULT_SETTINGS, licenceAccepted: true, ...settings },
    language: 'en',
    dark: false,
    developer: false,
    host: { kind: 'standalone', description: '', modes: ['in-place'] },
  });
  return { ...start, models, engine };
}

const both = modelsOf('Q', false);
const unpublished = withModel(
  withModel(NO_MODELS, open({ ...supirFile('Q'), isPublishedSize: false })),
  open({ ...sdxlFile(), isPublishedSize: false }),
);

describe('automatic', () => {
  it('takes SUPIR where its files are open and a GPU is there', () => {
    expect(restorerChoice(state(both))).toEqual({ kind: 'supir', automatic: true, obstacle: null });
  });

  it.each<[string, PanelState]>([
    ['models-missing', state(NO_MODELS)],
    ['base-model-missing', state(withModel(NO_MODELS, open(supirFile())))],
    ['supir-model-missing', state(withModel(NO_MODELS, open(sdxlFile())))],
    ['model-access-needed', state(withModel(both, { description: sdxlFile(), access: 'ask' }))],
    ['model-choose-again', state(withModel(both, { description: sdxlFile(), access: 'gone' }))],
    ['model-config-needed', state(unpublished)],
    [
      'models-do-not-fit',
      state(withModel(both, open({ ...supirFile('Q'), isPublishedSize: false }))),
    ],
    ['model-licence-open', state(both, { licenceAccepted: false })],
    ['no-gpu', state(both, {}, REPORT)],
    ['no-gpu', state(both, { device: 'wasm' })],
  ])('takes Fast because of %s', (obstacle, at) => {
    expect(restorerChoice(at)).toEqual({ kind: 'fast', automatic: true, obstacle });
  });
});

describe('chosen by hand', () => {
  it('stays what it is, whatever stands in the way', () => {
    expect(restorerChoice(state(NO_MODELS, { restorer: 'supir' }))).toMatchObject({
      kind: 'supir',
      obstacle: 'models-missing',
    });
    expect(restorerChoice(state(both, { restorer: 'supir' }, REPORT))).toMatchObject({
      kind: 'supir',
      obstacle: null,
    });
    expect(restorerChoice(state(both, { restorer: 'fast' }))).toMatchObject({ kind: 'fast' });
  });
});
