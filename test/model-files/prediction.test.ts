import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zhCN } from '../../panel/strings/zh-CN';
import { errorText } from '../../panel/strings/errors';
import { inspectModelFile } from '../../src/model-files/inspect';
import { packError } from '../../src/core/errors';
import type { ModelFile } from '../../src/weights/model-file';
import { readManifest } from '../weights/manifest-file';
import { bytesFile, modelFile, named, type Tensors } from './model-bytes';
import { refusal } from './refusal';

const SDXL = readManifest('sdxl-base.json');
const SIGNAL = new AbortController().signal;
const inspect = (file: ModelFile) => inspectModelFile(file, SIGNAL);

const FIXTURES = join(__dirname, '../fixtures/faults/02-prediction-type');
const fixture = (name: string): ModelFile =>
  bytesFile(name, readFileSync(join(FIXTURES, `${name}.safetensors`)));

/** A whole checkpoint but for its numbers, with a mark. */
const marked = (marks: Tensors, metadata: Record<string, string> = {}, name = 'm.safetensors') =>
  modelFile(name, { ...SDXL, ...marks }, metadata);

const NUMBER = [] as const;
const EMPTY = [0] as const;

describe('files with a mark are refused with what they are', () => {
  it.each([
    ['tiny-cosxl', 'model-is-edm-v-prediction', /CosXL/],
    ['tiny-playground25', 'model-is-edm', /Playground v2\.5/],
    ['tiny-v-pred', 'model-is-v-prediction', /v-prediction\.$/],
    ['tiny-v-pred-ztsnr', 'model-is-v-prediction-zero-snr', /v-prediction.*zero terminal SNR/],
    ['tiny-prediction-type-v', 'model-is-v-prediction', /v-prediction/],
    ['tiny-predict-key-v', 'model-is-v-prediction', /v-prediction/],
  ])('%s', async (name, code, words) => {
    const error = await refusal(fixture(name));
    expect(error.code).toBe(code);
    expect(error.message).toMatch(words);
    expect(error.hint).toContain('epsilon');
    const chinese = errorText(packError(error), 'zh-CN', zhCN);
    expect(chinese.message).toContain(name);
    expect(chinese.message).toMatch(/\p{Script=Han}/u);
    expect(chinese.hint).toContain('epsilon');
  });

  it.each<[string, Tensors, string]>([
    ['sigma_max', named(['edm_vpred.sigma_max'], NUMBER, 'F32'), 'model-is-edm-v-prediction'],
    ['sigma_min', named(['edm_vpred.sigma_min'], NUMBER, 'F32'), 'model-is-edm-v-prediction'],
    [
      'sigmas and v_pred',
      { ...named(['edm_vpred.sigma_max', 'v_pred'], NUMBER, 'F32') },
      'model-is-edm-v-prediction',
    ],
    ['edm_mean', named(['edm_mean'], [1, 4, 1, 1], 'F32'), 'model-is-edm'],
    ['edm_std', named(['edm_std'], [1, 4, 1, 1], 'F32'), 'model-is-edm'],
    ['v_pred', named(['v_pred'], EMPTY, 'F32'), 'model-is-v-prediction'],
    ['v_pred as a flag', named(['v_pred'], NUMBER, 'BOOL'), 'model-is-v-prediction'],
    [
      'v_pred and ztsnr',
      named(['v_pred', 'ztsnr'], EMPTY, 'F32'),
      'model-is-v-prediction-zero-snr',
    ],
    ['ztsnr alone', named(['ztsnr'], EMPTY, 'F32'), 'model-is-zero-snr'],
  ])('a whole checkpoint with the tensors %s', async (_, tensors, code) => {
    expect((await refusal(marked(tensors))).code).toBe(code);
  });
});

const KEYS = ['modelspec.prediction_type', 'modelspec.predict_key', 'prediction_type'];
const V = 'model-is-v-prediction';
const UNKNOWN = 'model-prediction-unknown';

describe.each(KEYS)('the metadata %s', (key) => {
  it.each([
    ['v', V],
    ['V', V],
    [' v ', V],
    ['v_prediction', V],
    ['v-prediction', V],
    ['V Prediction', V],
    ['vpred', V],
    ['v_pred', V],
    ['velocity', V],
    ['edm', 'model-is-edm'],
    ['x0', 'model-predicts-picture'],
    ['sample', 'model-predicts-picture'],
    ['flow', UNKNOWN],
    ['预测', UNKNOWN],
  ])('refuses a checkpoint of %j', async (value, code) => {
    expect((await refusal(marked({}, { [key]: value }))).code).toBe(code);
  });

  it.each(['epsilon', 'EPSILON', 'eps', 'epsilon_prediction', ' epsilon', ''])(
    'takes one of %j without a word',
    async (value) => {
      const description = await inspect(marked({}, { [key]: value }));
      expect(description).toMatchObject({ role: 'sdxl', predictionHint: null });
    },
  );
});

test('any statement against the noise counts, whatever another one says', async () => {
  const [spec = '', predictKey = ''] = KEYS;
  for (const metadata of [
    { [spec]: 'epsilon', [predictKey]: 'v' },
    { [spec]: 'v', [predictKey]: 'epsilon' },
    { [spec]: 'epsilon', ss_v_parameterization: 'True' },
  ]) {
    expect((await refusal(marked({}, metadata))).code).toBe(V);
  }
  const zero = await refusal(marked({}, { [spec]: 'v', ss_zero_terminal_snr: 'True' }));
  expect(zero.code).toBe('model-is-v-prediction-zero-snr');
  const plain = { ss_v_parameterization: 'False', ss_zero_terminal_snr: 'None' };
  expect(await inspect(marked({}, plain))).toMatchObject({ role: 'sdxl' });
});

test('a kind that nobody knows is named, and cut where it is long', async () => {
  const long = 'q'.repeat(5000);
  const error = await refusal(marked({}, { 'modelspec.prediction_type': `flow ${long}` }));
  expect(error.code).toBe(UNKNOWN);
  expect(error.message).toContain('flow qqq');
  expect(error.message.length).toBeLessThan(200);
  expect(errorText(packError(error), 'zh-CN', zhCN).message).toContain('flow qqq');
});

test.each(['tiny-epsilon', 'tiny-epsilon-metadata'])('%s is taken without a word', async (name) => {
  expect(await inspect(fixture(name))).toMatchObject({ role: 'sdxl', predictionHint: null });
});

test.each([
  'sdxl_lightning_1step_x0.safetensors',
  'sdxl_lightning_1step_x0_fp16.safetensors',
  'SDXL-Lightning-1-step-x0.safetensors',
  'sdxlLightning_1StepX0.safetensors',
])('%s is refused by its name, which is all that tells', async (name) => {
  const error = await refusal(marked({}, {}, name));
  expect(error.code).toBe('model-predicts-picture');
  expect(error.message).toMatch(/x0.*one-step Lightning/);
  const titled = await refusal(marked({}, { 'modelspec.title': name }));
  expect(titled.code).toBe('model-predicts-picture');
});

test.each([
  ['noobaiXLNAIXL_vPred10Version.safetensors', 'v-prediction'],
  ['cosxl_merge.safetensors', 'edm'],
  ['sdxl_lightning_4step.safetensors', null],
  ['sd_xl_base_1.0.safetensors', null],
])('%s without a mark is taken, with the hint %s', async (name, hint) => {
  expect(await inspect(marked({}, {}, name))).toMatchObject({ role: 'sdxl', predictionHint: hint });
});

test('a model of video is not called one of pictures', async () => {
  const video = {
    ...named(['model.diffusion_model.input_blocks.1.1.time_stack.0.attn2.to_k.weight'], [8, 1024]),
    ...named(['edm_vpred.sigma_max'], NUMBER),
  };
  expect((await refusal(modelFile('svd.safetensors', video))).code).toBe('model-unknown');
});
