import { html, nothing, type TemplateResult } from 'lit';
import { MAX_PROMPT_LENGTH } from '../../settings/supir';
import type { Prompts } from '../../store/preset';
import { promptMeter } from './prompt-meter';
import type { View } from '../view-input';
import { settingRow, type SettingText } from '../controls/setting-row';

export interface PromptSetting extends SettingText {
  readonly name: keyof Prompts;
  readonly value: string;
  readonly placeholder: string;
  readonly rows: number;
}

/** A button that pastes, where the editor keeps the keyboard's paste for itself. */
function pasteButton(
  { t, act }: View,
  { name, slug, label }: PromptSetting,
): TemplateResult | typeof nothing {
  const { pasteText } = act;
  if (pasteText === null) return nothing;
  const onClick = async (event: Event): Promise<void> => {
    const row = (event.target as HTMLElement).closest('.setting');
    const area = row?.querySelector('textarea');
    const text = await pasteText().catch(() => '');
    if (area == null || text === '') return;
    area.setRangeText(text, area.selectionStart, area.selectionEnd, 'end');
    act.set(name, area.value.slice(0, MAX_PROMPT_LENGTH));
  };
  return html`<sp-action-button
    class="paste"
    quiet
    size="s"
    id="paste-${slug}"
    label=${t.supir.prompt.pasteInto(label)}
    @click=${onClick}
    >${t.supir.prompt.paste}</sp-action-button
  >`;
}

/** A few lines of text for the text towers. */
export function promptSetting(view: View, setting: PromptSetting): TemplateResult {
  const { name, slug, value, placeholder, rows } = setting;
  return settingRow(
    view,
    setting,
    html`<textarea
        class="text-input"
        id="setting-${slug}"
        aria-labelledby="label-${slug}"
        aria-describedby="tokens-${slug}"
        data-value=${value}
        maxlength=${MAX_PROMPT_LENGTH}
        rows=${rows}
        spellcheck="false"
        placeholder=${placeholder}
        .value=${value}
        @input=${(event: Event) => view.act.set(name, (event.target as HTMLTextAreaElement).value)}
      ></textarea>
      ${promptMeter(view, setting)} ${pasteButton(view, setting)}`,
  );
}
