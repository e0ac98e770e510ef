import type { OwnPreset } from '../../../panel/settings/own-presets';
import { STANDARD_VALUES, type PresetValues } from '../../../panel/settings/prompt-presets';

/** A UUID that ends in a number. */
export function uuid(number: number): string {
  return `0b5ad3f6-30a4-4d6b-9f06-${String(number).padStart(12, '0')}`;
}

export function ownPreset(
  number: number,
  name: string,
  values: Partial<PresetValues> = {},
): OwnPreset {
  return { id: uuid(number), name, values: { ...STANDARD_VALUES, prompt: name, ...values } };
}

/** Every field other than it is by default. */
export const CHANGED_VALUES: PresetValues = {
  prompt: 'a cup of “tea”,\n\ton a \\table',
  negativePrompt: '',
  qualityPrompt: '清晰 🙂',
  presetStyle: 'fidelity',
  fidelity: 0.85,
  restoreCfg: 4,
  controlStart: 0.9,
  controlEnd: 0,
};
