import type { PackedError } from '../../src/core/errors';
import type { OwnPresets } from '../settings/own-presets';
import { presetValuesOf, STANDARD_VALUES } from '../settings/prompt-presets';
import { withSettings, type Settings } from '../settings/settings';
import type { Step } from './actions';
import {
  canUndo,
  isPresetEdited,
  promptPreset,
  type PresetNaming,
  type PresetNews,
  type PromptPresetsState,
} from './prompt-presets';

function onPresets(change: Partial<PromptPresetsState>): Step {
  return (state) => ({ ...state, promptPresets: { ...state.promptPresets, ...change } });
}

/** Stores the person's presets as they are kept now. */
export const ownPresetsKept = (own: OwnPresets, isLasting: boolean): Step =>
  onPresets({ own, isLasting });

export const presetNaming =
  (naming: PresetNaming | null): Step =>
  (state) =>
    onPresets({ naming, failed: null, news: newsToKeep(state.promptPresets) })(state);

/** What was told last, once something else is to be read, goes unless it can still be undone. */
function newsToKeep({ news }: PromptPresetsState): PresetNews | null {
  return news !== null && canUndo(news) ? news : null;
}

/** Tells what was done, and ends what led to it. */
export const presetNews = (news: PresetNews): Step =>
  onPresets({ news, naming: null, failed: null });

export const presetNewsOver: Step = onPresets({ news: null });

export const presetFailed =
  (failed: PackedError): Step =>
  (state) =>
    onPresets({ failed, news: newsToKeep(state.promptPresets) })(state);

export const presetFailureOver: Step = onPresets({ failed: null });

/**
 * Sets what a prompt preset holds; null: what holds without one. Where settings were edited that
 * give way to it, they can be brought back.
 */
export const presetChosen =
  (id: string | null): Step =>
  (state) => {
    const chosen = promptPreset(state.promptPresets.own, id);
    const values = chosen?.values ?? STANDARD_VALUES;
    const settings = withSettings(state.settings, { ...values, promptPreset: chosen?.id ?? null });
    const before: Partial<Settings> = {
      ...presetValuesOf(state.settings),
      promptPreset: state.settings.promptPreset,
    };
    const news: PresetNews | null = isPresetEdited(state) ? { what: 'replaced', before } : null;
    return {
      ...state,
      settings,
      promptPresets: { ...state.promptPresets, news, naming: null, failed: null },
    };
  };
