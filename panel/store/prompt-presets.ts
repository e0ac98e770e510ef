import type { PackedError } from '../../src/core/errors';
import { BUILT_IN_PRESETS, isBuiltIn, type BuiltInName } from '../settings/built-in-presets';
import type { OwnPreset, OwnPresets } from '../settings/own-presets';
import {
  presetValuesOf,
  sameValues,
  STANDARD_VALUES,
  type PresetValues,
} from '../settings/prompt-presets';
import type { Settings } from '../settings/settings';

/** What was done last with presets, for people to read and, where it can be, to undo. */
export type PresetNews =
  /** Settings that were edited gave way to those of a preset. */
  | { readonly what: 'replaced'; readonly before: Partial<Settings> }
  | { readonly what: 'deleted'; readonly preset: OwnPreset; readonly at: number }
  /** Changes were saved to a preset; it is as it was before. */
  | { readonly what: 'updated'; readonly preset: OwnPreset }
  | { readonly what: 'added' | 'renamed'; readonly name: string }
  | { readonly what: 'imported'; readonly count: number; readonly same: number }
  | { readonly what: 'exported' | 'copied'; readonly count: number };

export function canUndo({ what }: PresetNews): boolean {
  return what === 'replaced' || what === 'deleted' || what === 'updated';
}

/** What a name is being typed for. */
export type PresetNaming = 'save-as' | 'rename';

export interface PromptPresetsState {
  /** The person's presets. */
  readonly own: OwnPresets;
  /** False where they live as long as the page alone. */
  readonly isLasting: boolean;
  readonly naming: PresetNaming | null;
  readonly news: PresetNews | null;
  readonly failed: PackedError | null;
}

export const NO_OWN_PRESETS: PromptPresetsState = {
  own: [],
  isLasting: true,
  naming: null,
  news: null,
  failed: null,
};

export type PromptPreset =
  | { readonly kind: 'built-in'; readonly id: BuiltInName; readonly values: PresetValues }
  | ({ readonly kind: 'own' } & OwnPreset);

/** The prompt preset with an id; null where there is none, or none any more. */
export function promptPreset(own: OwnPresets, id: string | null): PromptPreset | null {
  if (id === null) return null;
  if (isBuiltIn(id)) return { kind: 'built-in', id, values: BUILT_IN_PRESETS[id] };
  const found = own.find((preset) => preset.id === id);
  return found === undefined ? null : { kind: 'own', ...found };
}

/** What prompt presets are chosen from and by. */
export interface PresetChoices {
  readonly settings: Settings;
  readonly promptPresets: Pick<PromptPresetsState, 'own'>;
}

/** The prompt preset that was chosen last; null: none. */
export function chosenPromptPreset({
  settings,
  promptPresets,
}: PresetChoices): PromptPreset | null {
  return promptPreset(promptPresets.own, settings.promptPreset);
}

/** Whether the settings differ from the chosen prompt preset, or from the standard where there is none. */
export function isPresetEdited(choices: PresetChoices): boolean {
  const { values } = chosenPromptPreset(choices) ?? { values: STANDARD_VALUES };
  return !sameValues(presetValuesOf(choices.settings), values);
}
