import { FIDELITY_DRIVES } from './fidelity';
import { DEFAULT_SETTINGS, type SettingName, type Settings } from './settings';

/**
 * Settings that a prompt preset holds, all of them: those that the fidelity dial drives as well,
 * since the dial has no effect beside numbers that are set by hand.
 */
export const PRESET_FIELDS = [
  'prompt',
  'negativePrompt',
  'qualityPrompt',
  'presetStyle',
  'fidelity',
  ...FIDELITY_DRIVES,
] as const satisfies readonly SettingName[];

export type PresetValues = Pick<Settings, (typeof PRESET_FIELDS)[number]>;

/** What the settings hold of a preset's fields. */
export function presetValuesOf(settings: Settings): PresetValues {
  const values = PRESET_FIELDS.map((name) => [name, settings[name]] as const);
  return Object.fromEntries(values) as PresetValues;
}

/** Values without a prompt preset: the official texts and what follows the files. */
export const STANDARD_VALUES: PresetValues = presetValuesOf(DEFAULT_SETTINGS);

export function sameValues(a: PresetValues, b: PresetValues): boolean {
  return PRESET_FIELDS.every((name) => a[name] === b[name]);
}
