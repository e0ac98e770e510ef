import { html, type TemplateResult } from 'lit';
import type { View } from '../view-input';
import { helpButton, resetButton, type ShownSetting } from './setting-row';

/** On or off, with help and reset in the same line. */
export function switchSetting(view: View, setting: ShownSetting): TemplateResult {
  const { name, slug, words, value } = setting;
  return html`<div class="setting setting-line" data-setting=${slug} data-keeps-focus>
    <sp-switch
      id="setting-${slug}"
      data-takes-focus
      size="s"
      emphasized
      data-value=${String(value)}
      .checked=${value}
      @change=${(event: Event) =>
        view.act.set(name, (event.target as HTMLElement & { checked: boolean }).checked)}
      >${words.label}</sp-switch
    >
    ${helpButton(view, setting)}
    <span class="grow"></span>
    ${resetButton(view, setting)}
  </div>`;
}
