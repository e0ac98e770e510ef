import {
  DEFAULT_SETTINGS,
  rowsOf,
  withSettings,
  type Settings,
} from '../../../panel/settings/settings';
import { SETTINGS, type SettingRow, type SettingsTable } from '../../../panel/settings/table';
import { SUPIR } from '../../../src/restore/supir-config';
import { UNKNOWN_CARD } from '../../../src/restore/card-knowledge';
import { planSupir, type SupirPlanInput } from '../../../src/restore/supir/supir-plan';
import { mapStorage } from './map-storage';
import { TINY_SUPIR } from '../../restore/supir/tiny-supir';
import {
  createSettingsStorage,
  isAllowed,
  parseSettings,
  serializeSettings,
  SETTINGS_VERSION,
} from '../../../panel/settings/storage';

const CHANGED: Settings = {
  scale: 4,
  mode: 'smart-object',
  strength: 0.35,
  faithful: true,
  maskGrow: -12,
  maskFeather: 8,
  device: 'wasm',
  language: 'zh-CN',
  theme: 'dark',
  panelWidth: 400,
  restorer: 'supir',
  licenceAccepted: true,
  developer: true,
  promptPreset: 'portrait',
  insertAtOnce: false,
  presetStyle: 'fidelity',
  lightning: false,
  prompt: 'a cup',
  negativePrompt: '',
  qualityPrompt: 'sharp',
  fidelity: 0.75,
  sampler: 'dpmpp',
  steps: 12,
  cfgStart: 2.5,
  cfgEnd: 3,
  controlStart: 0.9,
  controlEnd: 0.8,
  restoreCfg: 4,
  churn: 0,
  noiseScale: 1.02,
  eta: 0.5,
  colorFix: 'adain',
  seed: 7,
  variants: 3,
  minSize: 512,
  loraStrength: -0.5,
  weights: 'q4',
  promptBatch: 'apart',
  cardMemory: 12,
  vaeTiles: 'size',
  vaeEncoderTile: 256,
  vaeDecoderTile: 384,
  samplerTiles: 'off',
  samplerTile: 768,
  samplerStride: 384,
};

/** From a browser's `localStorage`. */
const STORED_BY_0_1_0 =
  '{"version":1,"engine":"supir","licenceAccepted":false,"developer":false,"presetStyle":"fidelity","lightning":true,"prompt":"a cup","negativePrompt":"dull","qualityPrompt":null,"fidelity":0.5,"sampler":null,"steps":null,"cfgStart":null,"cfgEnd":null,"controlStart":null,"controlEnd":0.5,"restoreCfg":null,"churn":null,"noiseScale":null,"eta":null,"colorFix":null,"seed":1234,"minSize":1024,"weights":"q4","vaeTiles":"off","vaeEncoderTile":512,"vaeDecoderTile":512,"samplerTiles":"size","samplerTile":1024,"samplerStride":512,"scale":4,"mode":"smart-object","strength":0.7,"faithful":true,"maskGrow":0,"maskFeather":0,"device":"auto","language":"auto","theme":"auto","panelWidth":320}';

describe('settings', () => {
  it('come back as they were', () => {
    expect(parseSettings(SETTINGS, serializeSettings(CHANGED))).toEqual(CHANGED);
  });

  it.each([null, '', '{', '[]', '7', 'null', '{"version":999,"scale":4}'])(
    'are the defaults for %p',
    (text) => expect(parseSettings(SETTINGS, text)).toEqual(DEFAULT_SETTINGS),
  );

  it.each<[keyof Settings, unknown]>([
    ['scale', 5],
    ['scale', '2'],
    ['mode', 'sideways'],
    ['strength', 1.5],
    ['strength', null],
    ['faithful', 'yes'],
    ['maskGrow', -1e9],
    ['maskFeather', -1],
    ['device', 'cuda'],
    ['language', 'xx'],
    ['theme', 3],
    ['restorer', 'gpu'],
    ['presetStyle', 'best'],
    ['promptPreset', 7],
    ['promptPreset', 'x'.repeat(65)],
    ['prompt', 'x'.repeat(5000)],
    ['fidelity', 2],
    ['steps', 2.5],
    ['steps', 0],
    ['seed', -1],
    ['seed', 2 ** 32],
    ['restoreCfg', 'off'],
    ['weights', 'q2'],
    ['promptBatch', 'both'],
    ['cardMemory', 0],
    ['cardMemory', 12.5],
    ['cardMemory', '12'],
    ['samplerTile', 1e9],
    ['minSize', 4096],
    ['minSize', 512.5],
    ['panelWidth', '320'],
    ['licenceAccepted', 'true'],
    ['developer', null],
    ['colorFix', 'lab'],
    ['eta', 'NaN'],
    ['lightning', 1],
  ])('take the default of %s for %p and keep the others', (name, value) => {
    const text = JSON.stringify({ version: SETTINGS_VERSION, ...CHANGED, [name]: value, more: 1 });
    expect(parseSettings(SETTINGS, text)).toEqual({ ...CHANGED, [name]: DEFAULT_SETTINGS[name] });
  });

  it('still know the restorer by its older name', () => {
    const { restorer, ...others } = CHANGED;
    const older = { version: SETTINGS_VERSION, ...others, engine: restorer };
    expect(parseSettings(SETTINGS, JSON.stringify(older))).toEqual(CHANGED);
    const both = { ...older, engine: 'fast', restorer };
    expect(parseSettings(SETTINGS, JSON.stringify(both))).toEqual(CHANGED);
    const wrong = { ...older, engine: 'gpu' };
    expect(parseSettings(SETTINGS, JSON.stringify(wrong)).restorer).toBe('auto');
  });

  it('are read as a page of version 0.1.0 stored them', () => {
    expect(parseSettings(SETTINGS, STORED_BY_0_1_0)).toEqual({
      ...DEFAULT_SETTINGS,
      restorer: 'supir',
      presetStyle: 'fidelity',
      lightning: true,
      prompt: 'a cup',
      negativePrompt: 'dull',
      controlEnd: 0.5,
      seed: 1234,
      weights: 'q4',
      vaeTiles: 'off',
      samplerTiles: 'size',
      scale: 4,
      mode: 'smart-object',
      faithful: true,
    });
  });

  it('have defaults that they may have themselves, and options that differ', () => {
    for (const [name, row] of rowsOf(SETTINGS)) {
      expect([name, isAllowed(row, row.default)]).toEqual([name, true]);
      if (row.type === 'choice') expect(new Set(row.options).size).toBe(row.options.length);
      if (row.under !== undefined) {
        const above: SettingRow | undefined = (SETTINGS as SettingsTable)[row.under.name];
        expect(above && isAllowed(above, row.under.value)).toBe(true);
      }
    }
  });

  it('stay the same value when nothing changes', () => {
    expect(withSettings(CHANGED, { scale: 4, seed: 7 })).toBe(CHANGED);
    expect(withSettings(CHANGED, { scale: 1 })).toEqual({ ...CHANGED, scale: 1 });
  });

  it('allow no smallest size that a square cannot be enlarged to', () => {
    const square = (minSize: number): SupirPlanInput => ({
      restorer: { ...TINY_SUPIR, minSize },
      context: { width: 100, height: 100 },
      scale: 1,
      limits: { kind: 'webgpu', maxBufferBytes: 2 ** 32, shaderF16: true, hostMemoryBytes: null },
      config: SUPIR,
      floats: { step: { matrices: 7e8, others: 3e8 }, autoencoder: 0, texts: 0 },
      memory: UNKNOWN_CARD,
    });
    const { max } = SETTINGS.minSize;
    expect(planSupir(square(max)).working).toEqual({ width: max, height: max });
    expect(() => planSupir(square(2 * max))).toThrow();
  });

  it('are remembered from one page to the next', () => {
    const storage = mapStorage();
    createSettingsStorage(() => storage).save(CHANGED);
    expect(createSettingsStorage(() => storage).load()).toEqual(CHANGED);
  });

  it('live in memory where the browser refuses storage', () => {
    const refused = createSettingsStorage(() => {
      throw new DOMException('denied', 'SecurityError');
    });
    expect(refused.load()).toEqual(DEFAULT_SETTINGS);
    refused.save(CHANGED);
    expect(refused.load()).toEqual(CHANGED);
  });
});
