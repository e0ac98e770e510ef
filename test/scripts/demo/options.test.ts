import { rowsOf } from '../../../panel/settings/settings';
import { SETTINGS } from '../../../panel/settings/table';
import { parseDemoOptions, parseSelection, USAGE } from '../../../scripts/demo/options';
import { settingSteps } from '../../../scripts/demo/setting-flags';
import { UsageError } from '../../../scripts/demo/values';

const ADDRESS = 'http://127.0.0.1:8188';

describe('demo options', () => {
  it('takes the address of a server, with the restorer that goes there alone', () => {
    const given = parseDemoOptions(['--engine', 'remote', '--server', '127.0.0.1:8188']);
    expect(given).toMatchObject({ restorer: 'remote', server: 'http://127.0.0.1:8188/' });
    expect(parseDemoOptions(['--restorer', 'remote']).server).toBeNull();
    expect(() => parseDemoOptions(['--server', ADDRESS])).toThrow('--restorer remote');
    expect(() => parseDemoOptions(['--restorer', 'remote', '--server', 'a b'])).toThrow('address');
  });

  it('takes what a server is asked for, and not what only this computer has', () => {
    const args = ['--restorer', 'remote', '--steps', '5', '--prompt-preset', 'photograph'];
    expect(parseDemoOptions(args)).toMatchObject({
      supir: null,
      onServer: { promptPreset: 'photograph', settings: { steps: 5 } },
    });
    for (const stray of [
      ['--lora', 'film.safetensors'],
      ['--lora-strength', '1'],
      ['--prompt-batch', 'apart'],
      ['--config', 'sizes.json'],
    ]) {
      const given = ['--restorer', 'remote', ...stray];
      expect(() => parseDemoOptions(given)).toThrow(`${stray[0]} needs --restorer supir`);
    }
  });

  it('has a complete default', () => {
    expect(parseDemoOptions([])).toEqual({
      host: 'standalone',
      input: null,
      selection: null,
      feather: 0,
      scale: 2,
      mode: 'in-place',
      restorer: 'fast',
      supir: null,
      server: null,
      onServer: null,
      device: 'auto',
      tryAt: null,
      runs: 1,
      adjust: null,
      saveResults: false,
      out: 'out/demo',
    });
  });

  it('takes how the result is changed afterwards, as its controls show it', () => {
    const given = (what: string) => parseDemoOptions(['--adjust', what]).adjust;
    expect(given('strength=70,detail=20,grain=30')).toEqual({
      strength: 70,
      detail: 20,
      grain: 30,
    });
    expect(given('colors=wavelet, grow=-4, feather=3')).toEqual({
      colors: 'wavelet',
      grow: -4,
      feather: 3,
    });
    for (const [what, said] of [
      ['', 'name=value'],
      ['strength', 'name=value'],
      ['strength=', 'name=value'],
      ['strength=1=2', 'name=value'],
      ['strength=10,strength=20', 'name=value'],
      ['sharpness=10', 'name=value'],
      ['maskEdge=1', 'name=value'],
      ['strength=101', 'from 0 to 100'],
      ['grain=2.5', 'whole number'],
      ['grow=-33', 'from -32 to 32'],
      ['feather=-1', 'from 0 to 32'],
      ['colors=magic', 'none'],
    ] as const) {
      expect(() => given(what)).toThrow(said);
      expect(() => given(what)).toThrow(UsageError);
    }
    expect(USAGE).toMatch(/--adjust WHAT +changes the last result/);
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

  it('reads where a tile is tried', () => {
    expect(parseDemoOptions(['--try-at', '120,80.5']).tryAt).toEqual({ x: 120, y: 80.5 });
    expect(parseDemoOptions(['--try-at=-1,0']).tryAt).toEqual({ x: -1, y: 0 });
  });

  it('asks networks of other sizes for less', () => {
    const files = ['--restorer', 'supir', '--supir', 'a', '--sdxl', 'b'];
    const sizeOf = (...more: string[]) =>
      parseDemoOptions([...files, ...more]).supir!.settings.minSize;
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
    ['--try-at', '1'],
    ['--try-at', '1,'],
    ['--try-at', '1,x'],
    ['--try-at', '1,2,3'],
    ['--runs', '0'],
    ['--runs', '1.5'],
    ['--nonsense', 'x'],
    ['--restorer', 'gpu'],
    ['--restorer', 'auto'],
    ['--engine', 'gpu'],
    ['--steps', '4'],
    ['--supir', 'file'],
  ])('refuses %s %s', (name, value) => {
    expect(() => parseDemoOptions([name, value])).toThrow(UsageError);
  });
});

describe('the restorer', () => {
  const files = ['--supir', 's', '--sdxl', 'b'];

  it('may still be called the engine', () => {
    const named = parseDemoOptions(['--restorer', 'supir', ...files]);
    expect(named.restorer).toBe('supir');
    expect(parseDemoOptions(['--engine', 'supir', ...files])).toEqual(named);
    expect(parseDemoOptions(['--engine', 'fast'])).toEqual(parseDemoOptions([]));
    expect(USAGE).toMatch(/--restorer VALUE +fast \| supir.*--engine/);
  });

  it('is one, whatever it is called', () => {
    const both = (engine: string): unknown =>
      parseDemoOptions(['--restorer', 'supir', '--engine', engine, ...files]);
    expect(both('supir')).toMatchObject({ restorer: 'supir' });
    expect(() => both('fast')).toThrow(UsageError);
  });
});

describe('the options of SUPIR', () => {
  const files = ['--restorer', 'supir', '--supir', 's.safetensors', '--sdxl', 'b.safetensors'];

  it('take a LoRA and its strength', () => {
    const given = ['--lora', 'l.safetensors', '--lora-strength', '0.6'];
    const { supir } = parseDemoOptions([...files, ...given]);
    expect(supir).toMatchObject({ lora: 'l.safetensors', settings: { loraStrength: 0.6 } });
    expect(parseDemoOptions([...files, '--lora-strength=-2']).supir?.settings.loraStrength).toBe(
      -2,
    );
    expect(() => parseDemoOptions([...files, '--lora-strength', '2.1'])).toThrow(UsageError);
    expect(() => parseDemoOptions(['--lora', 'l.safetensors'])).toThrow(UsageError);
  });

  it('take a prompt preset, one of a file, or the file’s first', () => {
    const given = (...more: string[]) => parseDemoOptions([...files, ...more]).supir;
    expect(given('--prompt-preset', 'portrait')).toMatchObject({ promptPreset: 'portrait' });
    const named = given('--preset-file', 'mine.json', '--prompt-preset', 'Shoes');
    expect(named).toMatchObject({ promptPreset: 'Shoes', presetFile: 'mine.json' });
    expect(given('--preset-file', 'mine.json')).not.toHaveProperty('promptPreset');
    expect(() => given('--prompt-preset', 'Shoes')).toThrow(/photograph, portrait/);
    expect(() => parseDemoOptions(['--prompt-preset', 'portrait'])).toThrow(UsageError);
    expect(USAGE).toMatch(/--prompt-preset NAME +photograph \| portrait/);
  });

  it('need no more than the two files', () => {
    expect(parseDemoOptions(files)).toMatchObject({
      restorer: 'supir',
      supir: {
        supir: 's.safetensors',
        sdxl: 'b.safetensors',
        config: null,
        settings: {},
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
      settings: {
        prompt: 'a cup',
        presetStyle: 'fidelity',
        lightning: true,
        fidelity: 0.75,
        steps: 4,
        seed: 7,
        negativePrompt: 'dull',
        weights: 'q8',
        minSize: 128,
        sampler: 'dpmpp',
      },
    });
  });

  it('take after which step each run is ended, and gone on with', () => {
    const given = (...more: string[]) => parseDemoOptions([...files, ...more]).supir?.interruption;
    expect(given()).toBeUndefined();
    expect(given('--stop-after', '3')).toEqual({ click: 'stop-and-keep', afterStep: 3 });
    expect(given('--cancel-after', '199', '--go-on')).toEqual({ click: 'cancel', afterStep: 199 });
    for (const [more, said] of [
      [['--stop-after', '0'], '--stop-after 0: expected a number from 1 to 199'],
      [['--stop-after', '1.5'], 'whole number'],
      [['--stop-after', ''], 'from 1'],
      [['--cancel-after', '200', '--go-on'], 'from 1 to 199'],
      [['--cancel-after', '1'], 'needs --go-on'],
      [['--go-on'], 'needs --cancel-after'],
      [['--stop-after', '1', '--go-on'], 'needs --cancel-after'],
      [['--stop-after', '1', '--cancel-after', '2', '--go-on'], 'exclude each other'],
    ] as const) {
      expect(() => given(...more)).toThrow(said);
      expect(() => given(...more)).toThrow(UsageError);
    }
    for (const stray of [['--stop-after', '1'], ['--cancel-after', '1'], ['--go-on']]) {
      expect(() => parseDemoOptions(stray)).toThrow(`${stray[0]} needs --restorer supir`);
      const onServer = ['--restorer', 'remote', ...stray];
      expect(() => parseDemoOptions(onServer)).toThrow(`${stray[0]} needs --restorer supir`);
    }
    expect(USAGE).toMatch(/--stop-after N +clicks Stop and keep/);
  });

  it('reach every setting of SUPIR that has a control', () => {
    const rows = rowsOf(SETTINGS).filter(([, row]) => row.restorer === 'supir' && row.group);
    expect(rows.length).toBeGreaterThan(20);
    expect(rows.filter(([, { flag }]) => !USAGE.includes(`--${flag} `))).toEqual([]);
  });

  it('are set in an order in which every control is there', () => {
    const more = ['--sampler-tile=512', '--seed=3', '--restore-cfg=-1', '--color-fix=adain'];
    const { settings } = parseDemoOptions([...files, ...more]).supir!;
    expect(settingSteps(settings)).toEqual([
      { how: 'choose', slug: 'seed-mode', value: 'fixed' },
      { how: 'type', slug: 'seed', value: 3 },
      { how: 'type', slug: 'restore-cfg', value: -1 },
      { how: 'choose', slug: 'color-fix', value: 'adain' },
      { how: 'choose', slug: 'sampler-tiles', value: 'size' },
      { how: 'type', slug: 'sampler-tile', value: 512 },
    ]);
  });

  it.each([
    [['--restorer', 'supir']],
    [['--restorer', 'supir', '--supir', 's']],
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
