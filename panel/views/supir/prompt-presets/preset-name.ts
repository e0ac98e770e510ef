import type { PromptPreset } from '../../../store/prompt-presets';
import type { Strings } from '../../../strings/strings';

/** What a prompt preset is called. */
export function presetName({ promptPresets }: Strings, preset: PromptPreset): string {
  return preset.kind === 'own' ? preset.name : promptPresets.builtIn[preset.id];
}

/** The names in the list that are not of the person's own presets. */
export function namesOfOthers({ promptPresets }: Strings): readonly string[] {
  return [promptPresets.standard, ...Object.values(promptPresets.builtIn)];
}
