import { html, nothing, type TemplateResult } from 'lit';
import type { RowOf } from '../../settings/table';
import type { View } from '../view-input';
import { segmented, type SegmentOption } from './segmented';
import { settingRow, type ShownSetting } from './setting-row';

export interface ChoiceMore {
  /** More about the options, by their values, or other labels than their words. */
  readonly option?: Readonly<Record<string, Partial<SegmentOption>>>;
  /** Explanation of the choice, below the buttons. */
  readonly explained?: TemplateResult;
}

/** A setting with a few named values side by side. */
export function choiceSetting(
  view: View,
  setting: ShownSetting<RowOf<'choice'>>,
  { option = {}, explained }: ChoiceMore = {},
): TemplateResult {
  const { name, row, slug, words, value } = setting;
  const control = segmented({
    slug,
    formerly: row.formerly,
    value,
    options: row.options.map((each) => ({
      value: each,
      label: words.option?.[each] ?? String(each),
      ...option[each],
    })),
    describedBy: explained && `${slug}-explained`,
    onChange: (chosen) => view.act.set(name, chosen),
  });
  return settingRow(view, setting, html`${control}${explained ?? nothing}`);
}
