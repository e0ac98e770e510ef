import { html, nothing, type TemplateResult } from 'lit';
import { isAsked, type NamedRow, rowsIn, type SettingName } from '../../settings/settings';
import {
  SETTINGS,
  type SettingGroup,
  type SettingRow,
  type SettingsTable,
} from '../../settings/table';
import type { View } from '../view-input';
import { choiceSetting } from './choice-setting';
import { numberSetting } from './number-setting';
import { shownSetting } from './setting-row';
import { switchSetting } from './switch-setting';
import { textSetting } from './text-setting';

/** Controls that are more than their row says. */
export type OwnControls = Readonly<Partial<Record<SettingName, (view: View) => TemplateResult>>>;

/**
 * The controls of a group, in the table's order; numbers that follow each other share lines. Each
 * keeps its place in the list while others are hidden, so that no control becomes another one.
 */
export function settingsGroup(
  view: View,
  group: SettingGroup,
  own: OwnControls = {},
  table?: SettingsTable,
): readonly (TemplateResult | typeof nothing)[] {
  const isPlainNumber = ([name, { type }]: NamedRow): boolean =>
    type === 'number' && own[name] === undefined;
  const runs: NamedRow[][] = [];
  for (const row of rowsIn([group], table)) {
    const last = runs.at(-1);
    if (last?.every(isPlainNumber) === true && isPlainNumber(row)) last.push(row);
    else runs.push([row]);
  }
  return runs.map((run) => {
    const controls = run.map(([name, row]) => {
      if (!isAsked(view.state.settings, row)) return nothing;
      return own[name]?.(view) ?? settingControl(view, name, row);
    });
    if (controls.every((control) => control === nothing)) return nothing;
    return run.length === 1 ? html`${controls}` : html`<div class="setting-pair">${controls}</div>`;
  });
}

/** The control of a setting, as its row says. */
export function settingControl(
  view: View,
  name: SettingName,
  row: SettingRow = SETTINGS[name],
): TemplateResult {
  switch (row.type) {
    case 'number':
      return numberSetting(view, shownSetting(view, name, row));
    case 'choice':
      return choiceSetting(view, shownSetting(view, name, row));
    case 'switch':
      return switchSetting(view, shownSetting(view, name, row));
    case 'text':
      return textSetting(view, shownSetting(view, name, row));
  }
}
