import { OUTPUT_MODES, SCALES } from '../../src/core/document';
import { PROMPT_BATCHES, type RestorerName } from '../../src/restore/request';
import { COLOR_FIXES, SAMPLERS, WEIGHT_CHOICES } from '../../src/restore/supir-settings';
import { PRESET_NAMES } from '../../src/restore/supir/presets';
import { LANGUAGES } from '../strings/language';

/** Where a setting's control is: in sight, in a group of the folded *SUPIR settings*, or under *Advanced*. */
export type SettingGroup = 'main' | 'supir' | FoldedGroup | 'advanced';

export const FOLDED_GROUPS = ['sampling', 'guidance', 'prompts', 'picture', 'memory'] as const;
export type FoldedGroup = (typeof FOLDED_GROUPS)[number];

type Kind =
  | {
      readonly type: 'number';
      readonly min: number;
      readonly max: number;
      readonly step: number;
      readonly whole?: true;
      /** `percent`: a share, 0…1, on a slider. `gb`: gigabytes, as graphics cards are sold. */
      readonly unit?: 'px' | 'percent' | 'gb';
    }
  | { readonly type: 'choice'; readonly options: readonly (string | number)[] }
  | { readonly type: 'switch' }
  | { readonly type: 'text'; readonly maxLength: number; readonly lines: number };

/** Everything about a setting but its words (`panel/strings`) and its use. */
export type SettingRow = Kind & {
  /** null allows null: the value then follows the files, the preset or the fidelity dial. */
  readonly default: string | number | boolean | null;
  /** null follows nothing and means that it is not known. */
  readonly mayBeUnknown?: true;
  /** Absent: the setting is for every restorer. */
  readonly restorer?: RestorerName;
  /** Absent: no control among the panel's settings. */
  readonly group?: SettingGroup;
  /** Its control is there while the other setting has this value. */
  readonly under?: { readonly name: string; readonly value: string };
  /** Part of SUPIR's presets. */
  readonly fromPreset?: true;
  /** `setting-<slug>` is the control's id; absent: the name in kebab-case. */
  readonly slug?: string;
  /** The demo has a flag `--<flag>`; absent: it has none. */
  readonly flag?: string;
  /** An older name: stored settings, ids and flags that use it still work. */
  readonly formerly?: string;
};

export type RowOf<Type extends SettingRow['type']> = Extract<SettingRow, { readonly type: Type }>;

export type SettingsTable = Readonly<Record<string, SettingRow>>;

const choice = <const T extends readonly (string | number)[]>(options: T) =>
  ({ type: 'choice', options }) as const;
const number = (min: number, max: number, step: number) =>
  ({ type: 'number', min, max, step }) as const;
const whole = (min: number, max: number, step: number) =>
  ({ ...number(min, max, step), whole: true }) as const;
const pixels = (min: number, max: number, step: number) =>
  ({ ...whole(min, max, step), unit: 'px' }) as const;
/** 4000 UTF-16 code units are far more than the text towers read. */
const text = (lines: number) => ({ type: 'text', maxLength: 4000, lines }) as const;
const TILES = choice(['auto', 'off', 'size']);

const SUPIR = { restorer: 'supir' } as const;
const FROM_PRESET = { ...SUPIR, default: null, fromPreset: true } as const;
const VAE_SIZE = { ...SUPIR, under: { name: 'vaeTiles', value: 'size' } } as const;
const SAMPLER_SIZE = { ...SUPIR, under: { name: 'samplerTiles', value: 'size' } } as const;

/**
 * Every setting, in the order of the panel. Types, defaults, limits, validation, controls, the demo's
 * flags and the tables of README.md and panel/AUTOMATION.md come from here.
 *
 * SUPIR's ranges are the union of what the official demo and the Comfy nodes allow, within reason
 * (docs/supir.md, section 13).
 */
export const SETTINGS = {
  /** auto: SUPIR where its files are there and the device can hold it, otherwise the embedded model; never the server. */
  restorer: {
    ...choice(['auto', 'supir', 'fast', 'remote']),
    default: 'auto',
    group: 'main',
    flag: 'restorer',
    formerly: 'engine',
  },

  presetStyle: {
    ...choice(PRESET_NAMES),
    ...SUPIR,
    default: null,
    group: 'supir',
    slug: 'preset',
    flag: 'preset',
  },
  lightning: { type: 'switch', ...SUPIR, default: null, group: 'supir', flag: 'lightning' },
  prompt: { ...text(2), ...SUPIR, default: '', group: 'supir', flag: 'prompt' },
  /** The right end is closer to the original (`fidelityValues`). */
  fidelity: {
    ...number(0, 1, 0.05),
    ...SUPIR,
    unit: 'percent',
    default: 0.5,
    group: 'supir',
    flag: 'fidelity',
  },

  /** Results of a click, each with the next seed. */
  variants: { ...choice([1, 2, 3, 4]), ...SUPIR, default: 1, group: 'supir', flag: 'variants' },

  scale: { ...choice(SCALES), default: 2, group: 'main', flag: 'scale' },
  mode: { ...choice(OUTPUT_MODES), default: 'in-place', group: 'main', flag: 'mode' },
  /** As in `FastSettings`. */
  strength: {
    ...number(0, 1, 0.01),
    restorer: 'fast',
    unit: 'percent',
    default: 0.7,
    group: 'main',
  },
  faithful: { type: 'switch', restorer: 'fast', default: false, group: 'main' },
  /** Document pixels, as `maskFeather`. */
  maskGrow: { ...number(-128, 128, 1), unit: 'px', default: 0, group: 'main' },
  maskFeather: { ...number(0, 128, 1), unit: 'px', default: 0, group: 'main' },

  /** null: a new one for every run. */
  seed: { ...whole(0, 0xffffffff, 1), ...SUPIR, default: null, group: 'sampling', flag: 'seed' },
  sampler: { ...choice(SAMPLERS), ...FROM_PRESET, group: 'sampling', flag: 'sampler' },
  steps: { ...whole(1, 200, 1), ...FROM_PRESET, group: 'sampling', flag: 'steps' },
  churn: { ...number(0, 40, 0.5), ...FROM_PRESET, group: 'sampling', flag: 'churn' },
  noiseScale: { ...number(1, 1.1, 0.001), ...FROM_PRESET, group: 'sampling', flag: 'noise-scale' },
  eta: { ...number(0, 10, 0.01), ...FROM_PRESET, group: 'sampling', flag: 'eta' },

  cfgStart: { ...number(1, 15, 0.1), ...FROM_PRESET, group: 'guidance', flag: 'cfg-start' },
  cfgEnd: { ...number(1, 15, 0.1), ...FROM_PRESET, group: 'guidance', flag: 'cfg-end' },
  controlStart: { ...number(0, 2, 0.01), ...FROM_PRESET, group: 'guidance', flag: 'control-start' },
  controlEnd: { ...number(0, 2, 0.01), ...FROM_PRESET, group: 'guidance', flag: 'control-end' },
  restoreCfg: { ...number(-1, 20, 0.1), ...FROM_PRESET, group: 'guidance', flag: 'restore-cfg' },

  negativePrompt: { ...text(4), ...SUPIR, default: null, group: 'prompts', flag: 'negative' },
  qualityPrompt: { ...text(4), ...SUPIR, default: null, group: 'prompts', flag: 'quality-prompt' },

  colorFix: { ...choice(COLOR_FIXES), ...FROM_PRESET, group: 'picture', flag: 'color-fix' },
  /** The working picture's shorter side. A square above the limit is more than `planSupir` takes. */
  minSize: { ...pixels(64, 2048, 64), ...SUPIR, default: 1024, group: 'picture', flag: 'min-size' },

  /** How much of the LoRA is added; below 0 it is taken away. */
  loraStrength: {
    ...number(-2, 2, 0.05),
    ...SUPIR,
    default: 1,
    group: 'picture',
    flag: 'lora-strength',
  },

  weights: {
    ...choice(WEIGHT_CHOICES),
    ...SUPIR,
    default: 'auto',
    group: 'memory',
    flag: 'weights',
  },
  /** Whether a guided step takes both prompts in one batch; auto: where the card has the memory. */
  promptBatch: {
    ...choice(PROMPT_BATCHES),
    ...SUPIR,
    default: 'auto',
    group: 'memory',
    flag: 'prompt-batch',
  },
  /** All the memory that the graphics card has; null: not known, since browsers do not say. */
  cardMemory: {
    ...whole(1, 1024, 1),
    ...SUPIR,
    unit: 'gb',
    default: null,
    mayBeUnknown: true,
    group: 'memory',
    flag: 'card-memory',
  },
  vaeTiles: { ...TILES, ...SUPIR, default: 'auto', group: 'memory', flag: 'vae-tiles' },
  /** Pixels of the working picture, as the three tile sizes below. */
  vaeEncoderTile: {
    ...pixels(64, 8192, 64),
    ...VAE_SIZE,
    default: 512,
    group: 'memory',
    flag: 'vae-encoder-tile',
  },
  vaeDecoderTile: {
    ...pixels(64, 8192, 64),
    ...VAE_SIZE,
    default: 512,
    group: 'memory',
    flag: 'vae-decoder-tile',
  },
  samplerTiles: { ...TILES, ...SUPIR, default: 'auto', group: 'memory', flag: 'sampler-tiles' },
  samplerTile: {
    ...pixels(64, 4096, 64),
    ...SAMPLER_SIZE,
    default: 1024,
    group: 'memory',
    flag: 'sampler-tile',
  },
  samplerStride: {
    ...pixels(32, 2048, 32),
    ...SAMPLER_SIZE,
    default: 512,
    group: 'memory',
    flag: 'sampler-stride',
  },

  device: {
    ...choice(['auto', 'webgpu', 'wasm']),
    default: 'auto',
    group: 'advanced',
    flag: 'device',
  },
  /** Off: a result waits, and is adjusted, until the person inserts it. */
  insertAtOnce: { type: 'switch', default: true, group: 'advanced' },
  theme: { ...choice(['auto', 'light', 'dark']), default: 'auto', group: 'advanced' },
  language: { ...choice(['auto', ...LANGUAGES]), default: 'auto', group: 'advanced' },
  /** Shows the input for the sizes of unpublished networks. */
  developer: { type: 'switch', default: false, group: 'advanced' },

  /** Id of the prompt preset that was chosen last, built in or of the person's own; null: none. */
  promptPreset: { type: 'text', maxLength: 64, lines: 1, ...SUPIR, default: null },
  /** The user has read that SUPIR is for non-commercial use. */
  licenceAccepted: { type: 'switch', ...SUPIR, default: false },
  /** CSS pixels, beside the page's own editor. */
  panelWidth: { ...number(240, 600, 1), default: 320 },
} as const satisfies SettingsTable;

/** `setting-<slug>` is the id of the setting's control. */
export function slugOf(name: string, { slug }: SettingRow): string {
  return slug ?? name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
