import { html, nothing, type TemplateResult } from 'lit';
import type { SettingName } from '../../settings/settings';
import { isDefault } from '../../store/selectors';
import type { View } from '../view-input';
import { tooltipOver } from './tooltip-over';

export interface SettingText {
  readonly name: SettingName;
  /** Name in the id of the control, `setting-<slug>`, for labels and for automation. */
  readonly slug: string;
  readonly label: string;
  readonly help: string;
  /** How the default value reads, for the reset button. */
  readonly defaultText: string;
  /** A word beside the label, such as "Custom", and what it means. */
  readonly note?: { readonly word: string; readonly help: string } | null;
}

export function helpButton({ t }: View, slug: string, label: string, help: string): TemplateResult {
  return html`<sp-action-button
    class="help"
    quiet
    size="xs"
    id="help-${slug}"
    label=${t.settings.helpFor(label)}
  >
    <sp-icon-info slot="icon"></sp-icon-info>
    <sp-tooltip self-managed placement="top" class="help-text">${help}</sp-tooltip>
  </sp-action-button>`;
}

/** The reset button. It keeps its place when there is nothing to reset, so that nothing jumps. */
export function resetButton(view: View, text: SettingText): TemplateResult | typeof nothing {
  if (isDefault(view.state, text.name)) return nothing;
  return html`<sp-action-button
    class="reset"
    quiet
    size="xs"
    id="reset-${text.slug}"
    label=${view.t.settings.resetTo(text.label, text.defaultText)}
    @click=${() => view.act.reset(text.name)}
  >
    <sp-icon-undo slot="icon"></sp-icon-undo>
  </sp-action-button>`;
}

/** Label, help and reset above a control. */
export function settingRow(view: View, text: SettingText, control: TemplateResult): TemplateResult {
  return html`<div class="setting" data-setting=${text.slug}>
    <div class="setting-head">
      <span class="setting-label" id="label-${text.slug}">${text.label}</span>
      ${helpButton(view, text.slug, text.label, text.help)}
      <span class="grow"></span>
      ${
        text.note == null
          ? nothing
          : html`<span class="setting-note" id="note-${text.slug}" tabindex="0"
                >${text.note.word}</span
              >${tooltipOver(`note-${text.slug}`, text.note.help)}`
      }
      ${resetButton(view, text)}
    </div>
    ${control}
  </div>`;
}
