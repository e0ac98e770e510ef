import {
  NEGATIVE_PROMPT,
  PRESETS,
  QUALITY_PROMPT,
  type Preset,
  type PresetName,
} from '../../src/restore/supir/presets';
import type { SupirChoices } from '../settings/supir';
import type { Models } from './models';
import { fidelityValues } from '../settings/fidelity';

export interface PresetChoice {
  readonly style: PresetName;
  readonly lightning: boolean;
}

/** The preset that fits the files: Q restores beautifully, F faithfully; neither known: quality. */
export function presetOfFiles({ supir, sdxl }: Models): PresetChoice {
  return {
    style: supir?.description.variant === 'F' ? 'fidelity' : 'quality',
    lightning: sdxl?.description.isLightning ?? false,
  };
}

/** The preset in use: what the user chose, otherwise what fits the files. */
export function chosenPreset(choices: SupirChoices, models: Models): PresetChoice {
  const fitting = presetOfFiles(models);
  return {
    style: choices.presetStyle ?? fitting.style,
    lightning: choices.lightning ?? fitting.lightning,
  };
}

/** Mismatches between a preset and the files; they are allowed, with a note. */
export type PresetMismatch =
  | 'quality-with-fidelity-file'
  | 'fidelity-with-quality-file'
  | 'lightning-with-full-base'
  | 'full-with-lightning-base';

export function presetMismatches(choices: SupirChoices, models: Models): readonly PresetMismatch[] {
  const { style, lightning } = chosenPreset(choices, models);
  const variant = models.supir?.description.variant ?? null;
  const base = models.sdxl?.description.isLightning ?? null;
  return [
    ...(style === 'quality' && variant === 'F' ? (['quality-with-fidelity-file'] as const) : []),
    ...(style === 'fidelity' && variant === 'Q' ? (['fidelity-with-quality-file'] as const) : []),
    ...(lightning && base === false ? (['lightning-with-full-base'] as const) : []),
    ...(!lightning && base === true ? (['full-with-lightning-base'] as const) : []),
  ];
}

/** The preset's numbers, adjusted by the fidelity dial: the values of details that are not set by hand. */
export function suggestedValues(choices: SupirChoices, models: Models): Preset {
  const { style, lightning } = chosenPreset(choices, models);
  const preset = PRESETS[style][lightning ? 'lightning' : 'full'];
  return { ...preset, ...fidelityValues(choices.fidelity, preset) };
}

/** The numbers of a run: values set by hand take precedence over suggested ones. */
export function effectiveValues(choices: SupirChoices, models: Models): Preset {
  const suggested = suggestedValues(choices, models);
  return {
    sampler: choices.sampler ?? suggested.sampler,
    steps: choices.steps ?? suggested.steps,
    cfgStart: choices.cfgStart ?? suggested.cfgStart,
    cfgEnd: choices.cfgEnd ?? suggested.cfgEnd,
    controlStart: choices.controlStart ?? suggested.controlStart,
    controlEnd: choices.controlEnd ?? suggested.controlEnd,
    restoreCfg: choices.restoreCfg ?? suggested.restoreCfg,
    churn: choices.churn ?? suggested.churn,
    noiseScale: choices.noiseScale ?? suggested.noiseScale,
    eta: choices.eta ?? suggested.eta,
    colorFix: choices.colorFix ?? suggested.colorFix,
  };
}

export interface Prompts {
  readonly prompt: string;
  readonly qualityPrompt: string;
  readonly negativePrompt: string;
}

/** Prompts of a run: the user's, else the official ones. */
export function effectivePrompts(choices: SupirChoices): Prompts {
  return {
    prompt: choices.prompt,
    qualityPrompt: choices.qualityPrompt ?? QUALITY_PROMPT,
    negativePrompt: choices.negativePrompt ?? NEGATIVE_PROMPT,
  };
}

export function samePrompts(a: Prompts, b: Prompts): boolean {
  return (
    a.prompt === b.prompt &&
    a.qualityPrompt === b.qualityPrompt &&
    a.negativePrompt === b.negativePrompt
  );
}
