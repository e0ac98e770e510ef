import { OUTPUT_MODES, SCALES } from '../../src/core/document';
import { WEIGHT_CHOICES } from '../../src/restore/request';
import { COLOR_FIXES, SAMPLERS } from '../../src/restore/supir-settings';
import { PRESET_NAMES } from '../../src/restore/supir/presets';
import { LANGUAGES } from '../strings/language';
import { DEFAULT_SETTINGS, DEVICES, LIMITS, THEMES, type Settings } from './settings';
import { ENGINES, MAX_PROMPT_LENGTH, TILE_CHOICES } from './supir';

/** Raised when a value changes its meaning; what an older or newer page wrote is then ignored. */
export const SETTINGS_VERSION = 1;

type Check<T> = (value: unknown) => value is T;

function oneOf<T>(allowed: readonly T[]): Check<T> {
  return (value): value is T => (allowed as readonly unknown[]).includes(value);
}

function within(limits: { readonly min: number; readonly max: number }): Check<number> {
  return (value): value is number =>
    typeof value === 'number' && value >= limits.min && value <= limits.max;
}

function whole(limits: { readonly min: number; readonly max: number }): Check<number> {
  const inside = within(limits);
  return (value): value is number => inside(value) && Number.isInteger(value);
}

function orNull<T>(check: Check<T>): Check<T | null> {
  return (value): value is T | null => value === null || check(value);
}

const yesOrNo: Check<boolean> = (value): value is boolean => typeof value === 'boolean';

const prompt: Check<string> = (value): value is string =>
  typeof value === 'string' && value.length <= MAX_PROMPT_LENGTH;

const CHECKS: { readonly [K in keyof Settings]: Check<Settings[K]> } = {
  scale: oneOf(SCALES),
  mode: oneOf(OUTPUT_MODES),
  strength: within(LIMITS.strength),
  faithful: yesOrNo,
  maskGrow: within(LIMITS.maskGrow),
  maskFeather: within(LIMITS.maskFeather),
  device: oneOf(DEVICES),
  language: oneOf(['auto' as const, ...LANGUAGES]),
  theme: oneOf(THEMES),
  panelWidth: within(LIMITS.panelWidth),

  engine: oneOf(ENGINES),
  licenceAccepted: yesOrNo,
  developer: yesOrNo,
  presetStyle: orNull(oneOf(PRESET_NAMES)),
  lightning: orNull(yesOrNo),
  prompt,
  negativePrompt: orNull(prompt),
  qualityPrompt: orNull(prompt),
  fidelity: within(LIMITS.fidelity),
  sampler: orNull(oneOf(SAMPLERS)),
  steps: orNull(whole(LIMITS.steps)),
  cfgStart: orNull(within(LIMITS.cfgStart)),
  cfgEnd: orNull(within(LIMITS.cfgEnd)),
  controlStart: orNull(within(LIMITS.controlStart)),
  controlEnd: orNull(within(LIMITS.controlEnd)),
  restoreCfg: orNull(within(LIMITS.restoreCfg)),
  churn: orNull(within(LIMITS.churn)),
  noiseScale: orNull(within(LIMITS.noiseScale)),
  eta: orNull(within(LIMITS.eta)),
  colorFix: orNull(oneOf(COLOR_FIXES)),
  seed: orNull(whole(LIMITS.seed)),
  minSize: whole(LIMITS.minSize),
  weights: oneOf(WEIGHT_CHOICES),
  vaeTiles: oneOf(TILE_CHOICES),
  vaeEncoderTile: whole(LIMITS.vaeEncoderTile),
  vaeDecoderTile: whole(LIMITS.vaeDecoderTile),
  samplerTiles: oneOf(TILE_CHOICES),
  samplerTile: whole(LIMITS.samplerTile),
  samplerStride: whole(LIMITS.samplerStride),
};

function isSetting<K extends keyof Settings>(name: K, value: unknown): value is Settings[K] {
  return CHECKS[name](value);
}

/** Settings out of stored text. A value that is missing or not allowed gets its default. */
export function parseSettings(text: string | null): Settings {
  const stored = readObject(text);
  if (stored === null || stored['version'] !== SETTINGS_VERSION) return DEFAULT_SETTINGS;
  const valid = (Object.keys(CHECKS) as (keyof Settings)[])
    .filter((name) => isSetting(name, stored[name]))
    .map((name) => [name, stored[name]] as const);
  return { ...DEFAULT_SETTINGS, ...Object.fromEntries(valid) };
}

export function serializeSettings(settings: Settings): string {
  return JSON.stringify({ version: SETTINGS_VERSION, ...settings });
}

function readObject(text: string | null): Readonly<Record<string, unknown>> | null {
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
