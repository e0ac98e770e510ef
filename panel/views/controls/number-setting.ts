import { html, type TemplateResult } from 'lit';
import { DEFAULT_SETTINGS, LIMITS } from '../../settings/settings';
import type { View } from '../view';
import { settingRow, type SettingText } from './setting-row';

export interface NumberSetting extends Omit<SettingText, 'defaultText'> {
  readonly name: 'maskGrow' | 'maskFeather';
}

/** A number of document pixels, typed or stepped. */
export function numberSetting(view: View, setting: NumberSetting): TemplateResult {
  const { state, t, f, act } = view;
  const { name, slug, label } = setting;
  const { min, max, step } = LIMITS[name];
  const onChange = (event: Event): void => {
    const field = event.target as HTMLElement & { value: number };
    if (Number.isFinite(field.value)) act.set(name, field.value);
    else field.value = state.settings[name];
  };
  return settingRow(
    view,
    { ...setting, defaultText: `${f.integer(DEFAULT_SETTINGS[name])} ${t.settings.pixels}` },
    html`<sp-number-field
      id="setting-${slug}"
      class="number"
      size="s"
      label=${label}
      data-value=${state.settings[name]}
      min=${min}
      max=${max}
      step=${step}
      .value=${state.settings[name]}
      .formatOptions=${PIXELS}
      @change=${onChange}
    ></sp-number-field>`,
  );
}

const PIXELS: Intl.NumberFormatOptions = { style: 'unit', unit: ' px' };
