import { nothing, html, type TemplateResult } from 'lit';
import type { SettingName, Settings } from '../../settings/settings';
import type { View } from '../view-input';
import { segmented } from './segmented';
import { settingRow, type SettingText } from './setting-row';

type Choosable = {
  [K in SettingName]: NonNullable<Settings[K]> extends string ? K : never;
}[SettingName];

export interface ChoiceSetting<K extends Choosable> extends Omit<SettingText, 'defaultText'> {
  readonly name: K;
  /** In the order in which they stand. */
  readonly values: readonly NonNullable<Settings[K]>[];
  readonly names: Readonly<Record<NonNullable<Settings[K]>, string>>;
  /** What is in force: the setting, or what the preset says where that is null. */
  readonly value: NonNullable<Settings[K]>;
  readonly defaultText: string;
  /** Below the buttons: more about the choice. */
  readonly explained?: TemplateResult;
}

/** A setting with a few named values side by side. */
export function choiceSetting<K extends Choosable>(
  view: View,
  setting: ChoiceSetting<K>,
): TemplateResult {
  const { name, slug, values, names, value, explained } = setting;
  const control = segmented({
    slug,
    value,
    options: values.map((option) => ({ value: option, label: names[option] })),
    disabled: false,
    ...(explained && { describedBy: `${slug}-explained` }),
    onChange: (chosen) => view.act.set(name, chosen),
  });
  return settingRow(view, setting, html`${control}${explained ?? nothing}`);
}
