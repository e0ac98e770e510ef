import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { BUILT_IN_NAMES } from '../../../settings/built-in-presets';
import { SETTINGS } from '../../../settings/table';
import {
  chosenPromptPreset,
  isPresetEdited,
  type PromptPreset,
} from '../../../store/prompt-presets';
import { settingRow } from '../../controls/setting-row';
import type { View } from '../../view-input';
import { presetKeeping } from './preset-keeping';
import { presetName } from './preset-name';
import { presetNews } from './preset-news';

const SLUG = 'prompt-preset';

/** Prompts and dials for a kind of picture, and the keeping of the person's own. */
export function promptPresetSetting(view: View): TemplateResult {
  const { state, t } = view;
  const text = t.promptPresets;
  const chosen = chosenPromptPreset(state);
  const isEdited = chosen !== null && isPresetEdited(state);
  const setting = {
    name: 'promptPreset',
    row: SETTINGS.promptPreset,
    slug: SLUG,
    words: { label: text.label, help: text.help },
    value: chosen?.id ?? null,
    defaultText: text.standard,
    note: isEdited ? { word: text.edited, help: text.editedText } : null,
    back: isEdited ? backButton(view, chosen) : nothing,
  } as const;
  return html`<div class="setting-group" data-keeps-focus>
    ${settingRow(view, setting, choice(view, chosen, isEdited))}
    <div id="prompt-presets" data-keeps-focus>
      ${presetKeeping(view, chosen, isEdited)} ${presetNews(view)}
    </div>
  </div>`;
}

function backButton({ t, act }: View, chosen: PromptPreset): TemplateResult {
  return html`<sp-action-button
    class="reset"
    quiet
    size="xs"
    id="prompt-preset-back"
    label=${t.promptPresets.back(presetName(t, chosen))}
    @click=${() => act.promptPresets.choose(chosen.id)}
  >
    <sp-icon-undo slot="icon"></sp-icon-undo>
  </sp-action-button>`;
}

/** The browser's own list: its keys, its names for screen readers, and never wider than the panel. */
function choice(
  { state, t, act }: View,
  chosen: PromptPreset | null,
  isEdited: boolean,
): TemplateResult {
  const text = t.promptPresets;
  const { own } = state.promptPresets;
  const value = chosen?.id ?? '';
  const option = (id: string, name: string): TemplateResult =>
    html`<option value=${id} .selected=${live(id === value)}>${name}</option>`;
  const onChange = (event: Event): void => {
    const { value: id } = event.target as HTMLSelectElement;
    act.promptPresets.choose(id === '' ? null : id);
  };
  return html`<select
    class="select-input"
    id="setting-${SLUG}"
    aria-labelledby="label-${SLUG}"
    aria-describedby=${isEdited ? `note-${SLUG}` : nothing}
    data-value=${value}
    ?data-edited=${isEdited}
    data-own=${own.length}
    data-takes-focus
    @change=${onChange}
  >
    ${option('', text.standard)}
    <optgroup label=${text.groups.builtIn}>
      ${BUILT_IN_NAMES.map((name) => option(name, text.builtIn[name]))}
    </optgroup>
    ${
      own.length === 0
        ? nothing
        : html`<optgroup label=${text.groups.own}>
            ${own.map(({ id, name }) => option(id, name))}
          </optgroup>`
    }
  </select>`;
}
