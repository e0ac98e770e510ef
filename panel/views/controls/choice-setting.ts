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
  /** Values in the order of their buttons. */
  readonly values: readonly NonNullable<Settings[K]>[];
  readonly names: Readonly<Record<NonNullable<Settings[K]>, string>>;
  /** Value in force: the setting's, or the preset's where that is null. */
  readonly value: NonNullable<Settings[K]>;
  readonly defaultText: string;
  /** Explanation of the choice, below the buttons. */
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
