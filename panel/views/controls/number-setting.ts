import { html, type TemplateResult } from 'lit';
import type { RowOf } from '../../settings/table';
import type { View } from '../view-input';
import { settingRow, type ShownSetting } from './setting-row';

/** A number, typed or stepped. */
export function numberSetting(view: View, setting: ShownSetting<RowOf<'number'>>): TemplateResult {
  const { name, row, slug, words, value } = setting;
  const onChange = (event: Event): void => {
    const field = event.target as HTMLElement & { value: number };
    if (Number.isFinite(field.value)) view.act.set(name, field.value);
    else field.value = Number(value);
  };
  return settingRow(
    view,
    setting,
    html`<sp-number-field
      id="setting-${slug}"
      class="number"
      size="s"
      label=${words.label}
      data-value=${value}
      min=${row.min}
      max=${row.max}
      step=${row.step}
      .value=${value}
      .formatOptions=${row.unit === 'px' ? PIXELS : PLAIN}
      @change=${onChange}
    ></sp-number-field>`,
  );
}

const PIXELS: Intl.NumberFormatOptions = { style: 'unit', unit: ' px' };
const PLAIN: Intl.NumberFormatOptions = { maximumFractionDigits: 3, useGrouping: false };
