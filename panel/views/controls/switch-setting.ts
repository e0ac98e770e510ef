import { html, type TemplateResult } from 'lit';
import type { View } from '../view-input';
import { helpButton, resetButton, type SettingText } from './setting-row';

export interface SwitchSetting extends Omit<SettingText, 'defaultText' | 'name'> {
  readonly name: 'faithful' | 'lightning' | 'developer';
  readonly value: boolean;
  readonly defaultText: string;
}

/** On or off, with help and reset in the same line. */
export function switchSetting(view: View, setting: SwitchSetting): TemplateResult {
  const { name, slug, label, help, value } = setting;
  return html`<div class="setting setting-line" data-setting=${slug}>
    <sp-switch
      id="setting-${slug}"
      size="s"
      emphasized
      data-value=${String(value)}
      .checked=${value}
      @change=${(event: Event) =>
        view.act.set(name, (event.target as HTMLElement & { checked: boolean }).checked)}
      >${label}</sp-switch
    >
    ${helpButton(view, slug, label, help)}
    <span class="grow"></span>
    ${resetButton(view, setting)}
  </div>`;
}
