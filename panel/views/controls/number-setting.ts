import { html, type TemplateResult } from 'lit';
import { LIMITS, type NumberName } from '../../settings/settings';
import type { View } from '../view-input';
import { settingRow, type SettingText } from './setting-row';

export interface NumberSetting extends Omit<SettingText, 'defaultText'> {
  readonly name: NumberName;
  /** Value in force: the setting's, or the preset's where that is null. */
  readonly value: number;
  /** Value that a reset leads to. */
  readonly fallback: number;
  readonly unit: 'px' | null;
}

/** A number, typed or stepped. */
export function numberSetting(view: View, setting: NumberSetting): TemplateResult {
  const { f, t, act } = view;
  const { name, slug, label, value, fallback, unit } = setting;
  const { min, max, step } = LIMITS[name];
  const onChange = (event: Event): void => {
    const field = event.target as HTMLElement & { value: number };
    if (Number.isFinite(field.value)) act.set(name, field.value);
    else field.value = value;
  };
  const defaultText =
    unit === null ? f.number(fallback) : `${f.integer(fallback)} ${t.settings.pixels}`;
  return settingRow(
    view,
    { ...setting, defaultText },
    html`<sp-number-field
      id="setting-${slug}"
      class="number"
      size="s"
      label=${label}
      data-value=${value}
      min=${min}
      max=${max}
      step=${step}
      .value=${value}
      .formatOptions=${unit === null ? PLAIN : PIXELS}
      @change=${onChange}
    ></sp-number-field>`,
  );
}

const PIXELS: Intl.NumberFormatOptions = { style: 'unit', unit: ' px' };
const PLAIN: Intl.NumberFormatOptions = { maximumFractionDigits: 3, useGrouping: false };
