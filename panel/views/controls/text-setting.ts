import { html, nothing, type TemplateResult } from 'lit';
import type { Prompts } from '../../store/preset';
import type { RowOf } from '../../settings/table';
import type { View } from '../view-input';
import { promptMeter } from './prompt-meter';
import { settingRow, type ShownSetting } from './setting-row';

/** A button that pastes, where the editor keeps the keyboard's paste for itself. */
function pasteButton(
  { t, act }: View,
  { name, row, slug, words }: ShownSetting<RowOf<'text'>>,
): TemplateResult | typeof nothing {
  const { pasteText } = act;
  if (pasteText === null) return nothing;
  const onClick = async (event: Event): Promise<void> => {
    const shown = (event.target as HTMLElement).closest('.setting');
    const area = shown?.querySelector('textarea');
    const text = await pasteText().catch(() => '');
    if (area == null || text === '') return;
    area.setRangeText(text, area.selectionStart, area.selectionEnd, 'end');
    act.set(name, area.value.slice(0, row.maxLength));
  };
  return html`<sp-action-button
    class="paste"
    quiet
    size="s"
    id="paste-${slug}"
    label=${t.supir.prompt.pasteInto(words.label)}
    @click=${onClick}
    >${t.supir.prompt.paste}</sp-action-button
  >`;
}

/** A few lines of text for the text towers: all texts among the settings are prompts. */
export function textSetting(view: View, setting: ShownSetting<RowOf<'text'>>): TemplateResult {
  const { name, row, slug, words, value } = setting;
  return settingRow(
    view,
    setting,
    html`<textarea
        class="text-input"
        id="setting-${slug}"
        data-takes-focus
        aria-labelledby="label-${slug}"
        aria-describedby="tokens-${slug}"
        data-value=${value}
        maxlength=${row.maxLength}
        rows=${row.lines}
        spellcheck="false"
        placeholder=${words.placeholder ?? ''}
        .value=${value}
        @input=${(event: Event) => view.act.set(name, (event.target as HTMLTextAreaElement).value)}
      ></textarea>
      ${promptMeter(view, { name: name as keyof Prompts, slug })} ${pasteButton(view, setting)}`,
  );
}
