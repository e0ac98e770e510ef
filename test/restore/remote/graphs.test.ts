import { classesOf, isLink, type Graph } from '../../../src/comfyui/graph';
import { escapeText } from '../../../src/restore/remote/escape-text';
import { guidanceNodes } from '../../../src/restore/remote/guidance-nodes';
import { NATIVE } from '../../../src/restore/remote/native-graph';
import type { GraphInput } from '../../../src/restore/remote/remote-graph';
import { percentOf, sigmasOf, sigmasText } from '../../../src/restore/remote/schedule-text';
import { WRAPPER } from '../../../src/restore/remote/wrapper-graph';
import type { RemoteRestorer } from '../../../src/restore/request';
import type { SupirSettings } from '../../../src/restore/supir-settings';
import { scaleAt } from '../../../src/sampling/guidance';
import { createSchedule, karrasSigmas, stepTable } from '../../../src/sampling/schedule';
import { REMOTE } from './remote-request';

const PICTURE = { filename: 'a.png', subfolder: 'supir-panel', type: 'temp' };

const input = (
  settings: Partial<SupirSettings> = {},
  more: Partial<RemoteRestorer> = {},
  has = true,
): GraphInput => ({
  restorer: { ...REMOTE, ...more, settings: { ...REMOTE.settings, ...settings } },
  picture: PICTURE,
  size: { width: 1024, height: 512 },
  seed: 7,
  has: () => has,
});

const inputsOf = (graph: Graph, className: string) =>
  Object.values(graph)
    .filter((node) => node.class_type === className)
    .map((node) => node.inputs);

test.each([NATIVE, WRAPPER])('$kind: every link leads to a node of the graph', (maker) => {
  const graph = maker.make(input({ cfgStart: 1 }));
  const links = Object.values(graph).flatMap(({ inputs }) => Object.values(inputs).filter(isLink));
  expect(links.length).toBeGreaterThan(8);
  expect(links.filter(([node]) => !Object.hasOwn(graph, node))).toEqual([]);
  expect(classesOf(graph)).toContain(maker.mark);
  expect(inputsOf(graph, 'LoadImage')).toEqual([{ image: 'supir-panel/a.png [temp]' }]);
  for (const node of Object.keys(maker.parts)) expect(graph).toHaveProperty(node);
  expect(graph).toHaveProperty(maker.picture);
  if (maker.style !== null) expect(graph).toHaveProperty(maker.style);
});

describe('schedules', () => {
  test.each([1, 2, 8, 50, 200, 1000])('of %i steps are those of the samplers here', (steps) => {
    const schedule = createSchedule();
    expect(sigmasOf({ sampler: 'edm', steps })).toEqual(stepTable(schedule, steps).sigmas);
    expect(sigmasOf({ sampler: 'dpmpp', steps })).toEqual(karrasSigmas(schedule, steps));
    for (const sampler of ['edm', 'dpmpp'] as const) {
      const sigmas = sigmasOf({ sampler, steps });
      const text = sigmasText(sigmas);
      expect(text).toMatch(/^\d+(?:\.\d+)?(?:, \d+(?:\.\d+)?)*, 0$/);
      // Not one bit is lost on the way.
      expect(Float32Array.from(text.split(', '), Number)).toEqual(sigmas);
    }
  });

  test('are sent whole', () => {
    for (const sampler of ['edm', 'dpmpp'] as const) {
      const graph = NATIVE.make(input({ sampler, steps: 8 }));
      const sigmas = sigmasText(sigmasOf({ sampler, steps: 8 }));
      expect(inputsOf(graph, 'ManualSigmas')).toEqual([{ sigmas }]);
    }
  });

  test('percents of levels are those of the server: 1 − t/999', () => {
    const { sigmas } = createSchedule();
    for (const t of [0, 1, 250, 500, 998, 999]) {
      expect(percentOf(sigmas[t]!)).toBeCloseTo(1 - t / 999, 5);
    }
    expect(percentOf(99)).toBe(0);
    expect(percentOf(1e-9)).toBe(1);
  });
});

describe('guidance that moves', () => {
  test.each(['edm', 'dpmpp'] as const)(
    '%s: one node a step, without gaps, on our line',
    (sampler) => {
      const sigmas = sigmasOf({ sampler, steps: 10 });
      const { nodes, model } = guidanceNodes(['6', 0], sigmas, 4, 7.5);
      const steps = Object.values(nodes).map((node) => node.inputs as Record<string, number>);
      expect(steps).toHaveLength(10);
      expect(steps[0]!['start_percent']).toBe(0);
      expect(steps[9]!['end_percent']).toBe(1);
      steps.forEach(({ cfg, start_percent, end_percent }, i) => {
        const sigma = sigmas[i]!;
        expect(cfg).toBeCloseTo(scaleAt({ atMax: 4, atZero: 7.5 }, sigma), 5);
        expect(percentOf(sigma)).toBeGreaterThanOrEqual(start_percent!);
        expect(percentOf(sigma)).toBeLessThanOrEqual(end_percent!);
        if (i > 0) expect(start_percent).toBe(steps[i - 1]!['end_percent']);
      });
      expect(model).toEqual([Object.keys(nodes).at(-1), 0]);
    },
  );

  test('the even table has its borders half way between steps', () => {
    const { nodes } = guidanceNodes(['6', 0], sigmasOf({ sampler: 'edm', steps: 4 }), 1, 2);
    const borders = Object.values(nodes).map(({ inputs }) => Number(inputs['end_percent']));
    [0.125, 0.375, 0.625, 1].forEach((border, i) => expect(borders[i]).toBeCloseTo(border, 2));
  });
});

test('what the encoder would take for weights or files is text', () => {
  expect(escapeText('a (red:1.3) house')).toBe('a \\(red:1.3\\) house');
  expect(escapeText('embedding:bad-hands')).toBe('embedding :bad-hands');
  expect(escapeText('back\\(slash')).toBe('back\\\\(slash');
  expect(escapeText('plain, 50 % [x] {y}')).toBe('plain, 50 % [x] {y}');
});

test('native: settings go where they belong, as numbers', () => {
  const graph = NATIVE.make(
    input(
      { sampler: 'dpmpp', eta: 0.5, noiseScale: 1.01, controlStart: 0.9, restoreCfg: 3 },
      { prompt: 'a (b)', qualityPrompt: ', sharp' },
    ),
  );
  expect(inputsOf(graph, 'SUPIRApply')).toMatchObject([
    { strength_start: 0.9, strength_end: 1, restore_cfg: 3, restore_cfg_s_tmin: 0.05 },
  ]);
  expect(inputsOf(graph, 'SamplerDPMPP_2M_SDE')).toEqual([
    { solver_type: 'midpoint', eta: 0.5, s_noise: 1.01, noise_device: 'cpu' },
  ]);
  expect(inputsOf(graph, 'CLIPTextEncodeSDXL')[0]).toMatchObject({
    text_g: 'a \\(b\\), sharp',
    text_l: 'a \\(b\\), sharp',
    width: 1024,
  });
  expect(inputsOf(graph, 'RandomNoise')).toEqual([{ noise_seed: 7 }]);
  expect(inputsOf(graph, 'EmptyLatentImage')).toEqual([
    { width: 1024, height: 512, batch_size: 1 },
  ]);
  expect(inputsOf(NATIVE.make(input({ restoreCfg: -1 })), 'SUPIRApply')).toMatchObject([
    { restore_cfg: 0 },
  ]);
  expect(inputsOf(NATIVE.make(input({}, { vaeTiles: null })), 'VAEDecode')).toHaveLength(1);
  const tiles = { encoder: 500, decoder: 500 };
  expect(inputsOf(NATIVE.make(input({}, { vaeTiles: tiles })), 'VAEDecodeTiled')).toMatchObject([
    { tile_size: 512 },
  ]);
});

test('wrapper: settings go where they belong, within its limits', () => {
  const graph = WRAPPER.make(
    input({ steps: 1, churn: 4.5, noiseScale: 1.2, cfgStart: 2, cfgEnd: 5 }, { weights: 'q8' }),
  );
  expect(inputsOf(graph, 'SUPIR_sample')).toMatchObject([
    {
      sampler: 'RestoreEDMSampler',
      steps: 3,
      EDM_s_churn: 5,
      s_noise: 1.1,
      cfg_scale_start: 2,
      cfg_scale_end: 5,
      seed: 7,
    },
  ]);
  expect(inputsOf(graph, 'SUPIR_model_loader_v2')).toMatchObject([{ fp8_unet: true }]);
});

describe('what has no place is named', () => {
  const native = (...given: Parameters<typeof input>) =>
    NATIVE.omissions(input(...given)).map(({ name, used }) => [name, used]);
  const wrapper = (...given: Parameters<typeof input>) =>
    WRAPPER.omissions(input(...given)).map(({ name, used }) => [name, used]);

  test('native', () => {
    expect(native()).toEqual([]);
    expect(native({ churn: 5 })).toEqual([['churn', '0']]);
    expect(native({ churn: 5, sampler: 'dpmpp' })).toEqual([]);
    expect(native({ cfgStart: 1, cfgEnd: 3 })).toEqual([]);
    expect(native({ cfgStart: 1, cfgEnd: 3 }, {}, false)).toEqual([['guidance-line', '3']]);
    expect(native({ colorFix: 'adain' })).toEqual([['color-style', null]]);
    expect(native({}, { weights: 'q8' })).toEqual([['weights', null]]);
    expect(native({}, { vaeTiles: { encoder: 512, decoder: 510 } })).toEqual([
      ['decoder-tiles', '512'],
      ['encoder-tiles', null],
    ]);
  });

  test('wrapper', () => {
    expect(wrapper({ churn: 5, cfgStart: 1, colorFix: 'adain' })).toEqual([]);
    expect(wrapper({ churn: 4.5 })).toEqual([['churn', '5']]);
    expect(wrapper({ steps: 2 })).toEqual([['steps', '3']]);
    expect(wrapper({ sampler: 'dpmpp', restoreCfg: 4 })).toEqual([['restore-guidance', null]]);
    expect(wrapper({}, { weights: 'q4' })).toEqual([['weights', 'fp8']]);
    expect(wrapper({}, { weights: 'f32' })).toEqual([['weights', null]]);
    expect(wrapper({}, { vaeTiles: { encoder: 500, decoder: 512 } })).toEqual([
      ['encoder-tiles', '512'],
    ]);
  });
});
