import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import type { RowOf } from '../../settings/table';
import type { View } from '../view-input';
import { settingRow, type ShownSetting } from './setting-row';

/** A number, typed or stepped. */
export function numberSetting(view: View, setting: ShownSetting<RowOf<'number'>>): TemplateResult {
  return settingRow(view, setting, numberField(view, setting, `setting-${setting.slug}`));
}

/** The field alone, under an id of its own. */
export function numberField(
  view: View,
  { name, row, words, value }: ShownSetting<RowOf<'number'>>,
  id: string,
): TemplateResult {
  const onChange = (event: Event): void => {
    const field = event.target as HTMLElement & { value: number };
    if (Number.isFinite(field.value)) view.act.set(name, field.value);
    else if (row.mayBeUnknown === true) view.act.set(name, null);
    else field.value = Number(value);
  };
  return html`<sp-number-field
    id=${id}
    data-takes-focus
    class="number"
    size="s"
    label=${spokenLabel(view, words.label, row.unit)}
    data-value=${value}
    min=${row.min}
    max=${row.max}
    step=${row.step}
    placeholder=${words.placeholder ?? nothing}
    .value=${guard([value], () => value ?? NaN)}
    .formatOptions=${FORMATS[row.unit ?? 'none']}
    @change=${onChange}
  ></sp-number-field>`;
}

/** A field that has the focus shows its number without the unit. */
export function spokenLabel(
  { t }: Pick<View, 't'>,
  label: string,
  unit: RowOf<'number'>['unit'],
): string {
  return unit === 'px' || unit === 'gb' ? t.labelled(label, t.settings.spokenUnit[unit]) : label;
}

const FORMATS: Readonly<Record<'px' | 'gb' | 'percent' | 'none', Intl.NumberFormatOptions>> = {
  px: { style: 'unit', unit: ' px' },
  gb: { style: 'unit', unit: ' GB' },
  percent: { style: 'percent' },
  none: { maximumFractionDigits: 3, useGrouping: false },
};
