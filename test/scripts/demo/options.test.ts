import { SUPIR_DEFAULTS } from '../../../panel/settings/supir';
import {
  DEMO_ARGUMENTS,
  parseDemoOptions,
  parseSelection,
  USAGE,
} from '../../../scripts/demo/options';
import { detailSteps } from '../../../scripts/demo/supir-details';
import { SUPIR_ARGUMENTS } from '../../../scripts/demo/supir-options';
import { UsageError } from '../../../scripts/demo/values';

describe('demo options', () => {
  it('has a complete default', () => {
    expect(parseDemoOptions([])).toEqual({
      host: 'standalone',
      input: null,
      selection: null,
      feather: 0,
      scale: 2,
      mode: 'in-place',
      engine: 'fast',
      supir: null,
      device: 'auto',
      out: 'out/demo',
    });
  });

  it('reads every kind of selection', () => {
    expect(parseSelection('rect:1,2,30,40')).toEqual({
      kind: 'rect',
      x: 1,
      y: 2,
      width: 30,
      height: 40,
    });
    expect(parseSelection('ellipse:-5,0,9.5,9')).toMatchObject({
      kind: 'ellipse',
      x: -5,
      width: 9.5,
    });
    expect(parseSelection('lasso:0,0;10,0;5,9')).toEqual({
      kind: 'lasso',
      points: [
        [0, 0],
        [10, 0],
        [5, 9],
      ],
    });
    expect(parseSelection('all')).toEqual({ kind: 'all' });
  });

  it('asks networks of other sizes for less', () => {
    const files = ['--engine', 'supir', '--supir', 'a', '--sdxl', 'b'];
    const sizeOf = (...more: string[]) =>
      parseDemoOptions([...files, ...more]).supir!.details['min-size'];
    expect(sizeOf()).toBeUndefined();
    expect(sizeOf('--config', 'c')).toBe(64);
    expect(sizeOf('--config', 'c', '--min-size', '512')).toBe(512);
  });

  it.each([
    ['--select', 'rect:1,2,3'],
    ['--select', 'ellipse:1,2,0,5'],
    ['--select', 'lasso:1,2;3,4'],
    ['--select', 'circle:1,2,3,4'],
    ['--scale', '5'],
    ['--feather', '-1'],
    ['--mode', 'inplace'],
    ['--nonsense', 'x'],
    ['--engine', 'gpu'],
    ['--steps', '4'],
    ['--supir', 'file'],
  ])('refuses %s %s', (name, value) => {
    expect(() => parseDemoOptions([name, value])).toThrow(UsageError);
  });
});

describe('the options of SUPIR', () => {
  const files = ['--engine', 'supir', '--supir', 's.safetensors', '--sdxl', 'b.safetensors'];

  it('need no more than the two files', () => {
    expect(parseDemoOptions(files)).toMatchObject({
      engine: 'supir',
      supir: {
        supir: 's.safetensors',
        sdxl: 'b.safetensors',
        config: null,
        preset: null,
        lightning: null,
        prompt: null,
        fidelity: null,
        details: {},
      },
    });
  });

  it('are read', () => {
    const more = ['--config', 'c.json', '--steps', '4', '--seed', '7', '--prompt', 'a cup'];
    const most = ['--negative', 'dull', '--preset', 'fidelity', '--lightning', '--weights', 'q8'];
    const rest = ['--min-size', '128', '--fidelity', '0.75', '--sampler', 'dpmpp'];
    expect(parseDemoOptions([...files, ...more, ...most, ...rest]).supir).toEqual({
      supir: 's.safetensors',
      sdxl: 'b.safetensors',
      config: 'c.json',
      prompt: 'a cup',
      preset: 'fidelity',
      lightning: true,
      fidelity: 0.75,
      details: {
        steps: 4,
        seed: 7,
        'negative-prompt': 'dull',
        weights: 'q8',
        'min-size': 128,
        sampler: 'dpmpp',
      },
    });
  });

  it('reach every setting of SUPIR that the panel keeps', () => {
    const given = { ...SUPIR_ARGUMENTS, ...DEMO_ARGUMENTS };
    // What has a flag of another name, is said by the files or is agreed to in the user's name.
    const others = {
      presetStyle: 'preset',
      negativePrompt: 'negative',
      developer: 'config',
      licenceAccepted: 'engine',
    } as const;
    const flags = Object.keys(SUPIR_DEFAULTS).map(
      (name) =>
        (others as Readonly<Record<string, string>>)[name] ??
        name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
    );
    expect(flags.filter((flag) => !(flag in given))).toEqual([]);
    expect(flags.filter((flag) => !USAGE.includes(`--${flag} `))).toEqual([]);
  });

  it('are set in an order in which every control is there', () => {
    const more = ['--sampler-tile=512', '--seed=3', '--restore-cfg=-1', '--color-fix=adain'];
    const { details } = parseDemoOptions([...files, ...more]).supir!;
    expect([...detailSteps(details)]).toEqual([
      { how: 'choose', setting: 'seed-mode', value: 'fixed' },
      { how: 'type', setting: 'seed', value: 3 },
      { how: 'type', setting: 'restore-cfg', value: -1 },
      { how: 'choose', setting: 'color-fix', value: 'adain' },
      { how: 'choose', setting: 'sampler-tiles', value: 'size' },
      { how: 'type', setting: 'sampler-tile', value: 512 },
    ]);
  });

  it.each([
    [['--engine', 'supir']],
    [['--engine', 'supir', '--supir', 's']],
    [[...files, '--steps', '0']],
    [[...files, '--steps', '2.5']],
    [[...files, '--seed', '-1']],
    [[...files, '--preset', 'best']],
    [[...files, '--weights', 'q2']],
    [[...files, '--fidelity', '2']],
    [[...files, '--min-size', '2112']],
    [[...files, '--cfg-start', '0.5']],
    [[...files, '--churn', 'much']],
    [[...files, '--color-fix', 'lab']],
    [[...files, '--vae-encoder-tile', '100']],
    [[...files, '--vae-encoder-tile', '128', '--vae-tiles', 'off']],
  ])('refuse %j', (args) => {
    expect(() => parseDemoOptions(args)).toThrow(UsageError);
  });
});
