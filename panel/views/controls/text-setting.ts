import { html, type TemplateResult } from 'lit';
import { MAX_PROMPT_LENGTH } from '../../settings/supir';
import type { View } from '../view';
import { settingRow, type SettingText } from './setting-row';

export interface TextSetting extends SettingText {
  readonly name: 'prompt' | 'negativePrompt' | 'qualityPrompt';
  readonly value: string;
  readonly placeholder: string;
  readonly rows: number;
}

/** A few lines of text. */
export function textSetting(view: View, setting: TextSetting): TemplateResult {
  const { name, slug, value, placeholder, rows } = setting;
  return settingRow(
    view,
    setting,
    html`<textarea
      class="text-input"
      id="setting-${slug}"
      aria-labelledby="label-${slug}"
      data-value=${value}
      maxlength=${MAX_PROMPT_LENGTH}
      rows=${rows}
      spellcheck="false"
      placeholder=${placeholder}
      .value=${value}
      @input=${(event: Event) => view.act.set(name, (event.target as HTMLTextAreaElement).value)}
    ></textarea>`,
  );
}
