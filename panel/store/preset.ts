import {
  NEGATIVE_PROMPT,
  PRESETS,
  QUALITY_PROMPT,
  type Preset,
  type PresetName,
} from '../../src/restore/supir/presets';
import type { SdxlDescription, SupirDescription } from '../../src/model-files/description';
import { fidelityValues } from '../settings/fidelity';
import { DEFAULT_SETTINGS, rowsOf, type SettingName, type Settings } from '../settings/settings';
import { SETTINGS } from '../settings/table';

/** What decides about the preset of the files at hand. */
export interface PresetModels {
  readonly supir: { readonly description: Pick<SupirDescription, 'variant'> } | null;
  readonly sdxl: { readonly description: Pick<SdxlDescription, 'isLightning'> } | null;
  readonly lora: { readonly description: Pick<SdxlDescription, 'isLightning'> } | null;
}

export interface PresetChoice {
  readonly style: PresetName;
  readonly lightning: boolean;
}

/** The preset that fits the files: Q restores beautifully, F faithfully; neither known: quality. */
function presetOfFiles(settings: Settings, models: PresetModels): PresetChoice {
  return {
    style: models.supir?.description.variant === 'F' ? 'fidelity' : 'quality',
    lightning: isLightning(settings, models) ?? false,
  };
}

/** Whether the base model is one of few steps, by itself or by the LoRA; null: none is chosen. */
function isLightning({ loraStrength }: Settings, { sdxl, lora }: PresetModels): boolean | null {
  if (sdxl === null) return null;
  if (sdxl.description.isLightning) return true;
  return lora !== null && lora.description.isLightning && loraStrength > 0;
}

/** The preset in use: what the user chose, otherwise what fits the files. */
export function chosenPreset(settings: Settings, models: PresetModels): PresetChoice {
  const fitting = presetOfFiles(settings, models);
  return {
    style: settings.presetStyle ?? fitting.style,
    lightning: settings.lightning ?? fitting.lightning,
  };
}

/** Mismatches between a preset and the files; they are allowed, with a note. */
export type PresetMismatch =
  | 'quality-with-fidelity-file'
  | 'fidelity-with-quality-file'
  | 'lightning-with-full-base'
  | 'full-with-lightning-base';

export function presetMismatches(
  settings: Settings,
  models: PresetModels,
): readonly PresetMismatch[] {
  const { style, lightning } = chosenPreset(settings, models);
  const variant = models.supir?.description.variant ?? null;
  const base = isLightning(settings, models);
  return [
    ...(style === 'quality' && variant === 'F' ? (['quality-with-fidelity-file'] as const) : []),
    ...(style === 'fidelity' && variant === 'Q' ? (['fidelity-with-quality-file'] as const) : []),
    ...(lightning && base === false ? (['lightning-with-full-base'] as const) : []),
    ...(!lightning && base === true ? (['full-with-lightning-base'] as const) : []),
  ];
}

/** The preset's numbers, adjusted by the fidelity dial: the values of details that are not set by hand. */
function suggestedValues(settings: Settings, models: PresetModels): Preset {
  const { style, lightning } = chosenPreset(settings, models);
  const preset = PRESETS[style][lightning ? 'lightning' : 'full'];
  return { ...preset, ...fidelityValues(settings.fidelity, preset) };
}

/** The numbers of a run: values set by hand take precedence over suggested ones. */
export function effectiveValues(settings: Settings, models: PresetModels): Preset {
  const byHand = rowsOf(SETTINGS)
    .filter(([name, { fromPreset }]) => fromPreset === true && settings[name] !== null)
    .map(([name]) => [name, settings[name]] as const);
  return { ...suggestedValues(settings, models), ...Object.fromEntries(byHand) };
}

/** Settings that nothing else gives a value where theirs is null. */
type Unfollowed = 'seed' | 'cardMemory' | 'promptPreset';

/** Settings as a reset leaves them: where the default is null, as the files and the preset say. */
export type Fallbacks = {
  readonly [K in Exclude<SettingName, Unfollowed>]: NonNullable<Settings[K]>;
} & Pick<Settings, Unfollowed>;

export function fallbackValues(settings: Settings, models: PresetModels): Fallbacks {
  const { style, lightning } = presetOfFiles(settings, models);
  return {
    ...DEFAULT_SETTINGS,
    ...suggestedValues(settings, models),
    presetStyle: style,
    lightning,
    qualityPrompt: QUALITY_PROMPT,
    negativePrompt: NEGATIVE_PROMPT,
  };
}

export interface Prompts {
  readonly prompt: string;
  readonly qualityPrompt: string;
  readonly negativePrompt: string;
}

/** Prompts of a run: the user's, else the official ones. */
export function effectivePrompts(settings: Settings): Prompts {
  return {
    prompt: settings.prompt,
    qualityPrompt: settings.qualityPrompt ?? QUALITY_PROMPT,
    negativePrompt: settings.negativePrompt ?? NEGATIVE_PROMPT,
  };
}

export function samePrompts(a: Prompts, b: Prompts): boolean {
  return (
    a.prompt === b.prompt &&
    a.qualityPrompt === b.qualityPrompt &&
    a.negativePrompt === b.negativePrompt
  );
}
