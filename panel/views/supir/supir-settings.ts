import { html, type TemplateResult } from 'lit';
import { promptSetting } from './prompt-setting';
import type { View } from '../view-input';
import { fidelitySetting } from './fidelity-setting';
import { presetSetting } from './preset-setting';

/** Settings in sight when SUPIR restores: preset, prompt and the fidelity dial. */
export function supirSettings(view: View): TemplateResult {
  const { state, t } = view;
  const text = t.supir.prompt;
  return html`${presetSetting(view)}
  ${promptSetting(view, {
    name: 'prompt',
    slug: 'prompt',
    label: text.label,
    help: text.help,
    defaultText: text.empty,
    value: state.settings.prompt,
    placeholder: text.placeholder,
    rows: 2,
  })}
  ${fidelitySetting(view)}`;
}
