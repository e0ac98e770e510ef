import { html, type TemplateResult } from 'lit';
import { freeName, MAX_NAME } from '../../../settings/own-presets';
import type { PresetNaming, PromptPreset } from '../../../store/prompt-presets';
import { onKeys } from '../../controls/on-keys';
import type { View } from '../../view-input';
import { namesOfOthers, presetName } from './preset-name';

/** A field for a preset's name. Enter takes it, Escape leaves. */
export function presetNaming(
  view: View,
  naming: PresetNaming,
  chosen: PromptPreset | null,
): TemplateResult {
  const { t, act } = view;
  const text = t.promptPresets;
  const leave = (): void => act.promptPresets.startNaming(null);
  return html`<div class="preset-naming" role="group" aria-label=${text.name}>
    <input
      class="text-input"
      id="prompt-preset-name"
      type="text"
      aria-label=${text.name}
      placeholder=${text.name}
      maxlength=${MAX_NAME}
      autocomplete="off"
      spellcheck="false"
      value=${suggestion(view, naming, chosen)}
      data-takes-focus
      @focus=${(event: Event) => (event.currentTarget as HTMLInputElement).select()}
      @keydown=${onKeys({ Enter: (event) => finish(view, event), Escape: leave })}
    />
    <div class="preset-buttons">
      <sp-button id="prompt-preset-name-ok" size="s" @click=${(event: Event) => finish(view, event)}
        >${text.nameOk[naming]}</sp-button
      >
      <sp-button
        id="prompt-preset-name-cancel"
        size="s"
        variant="secondary"
        treatment="outline"
        @click=${leave}
        >${text.cancel}</sp-button
      >
    </div>
  </div>`;
}

function finish({ act }: View, event: Event): void {
  const place = (event.currentTarget as Element).closest('.preset-naming');
  act.promptPresets.finishNaming(place?.querySelector('input')?.value ?? '');
}

/** Its own name to rename it, the next free one to save another. */
function suggestion({ state, t }: View, naming: PresetNaming, chosen: PromptPreset | null): string {
  if (chosen === null) return '';
  const name = presetName(t, chosen);
  if (naming === 'rename') return name;
  const own = state.promptPresets.own.map((preset) => preset.name);
  return freeName(name, [...own, ...namesOfOthers(t)]);
}
