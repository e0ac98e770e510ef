import { html, type TemplateResult } from 'lit';
import { changedDetails, HERE_ALONE } from '../../settings/settings';
import { FOLDED_GROUPS, type SettingsTable } from '../../settings/table';
import { fold } from '../controls/fold';
import { settingControl, settingsGroup, type OwnControls } from '../controls/setting-control';
import type { View } from '../view-input';
import { fidelitySetting } from './fidelity-setting';
import { presetSetting } from './preset-setting';
import { promptPresetSetting } from './prompt-presets/prompt-preset-setting';
import { seedSetting } from './seed-setting';

const HERE: OwnControls = { seed: seedSetting };

/** What a server is not asked for has no control. */
const ON_SERVER: OwnControls = {
  ...HERE,
  ...Object.fromEntries(HERE_ALONE.map((name) => [name, () => html``])),
};

/** Settings in sight when SUPIR restores. */
export function supirSettings(view: View): TemplateResult {
  return html`${presetSetting(view)} ${promptPresetSetting(view)} ${settingControl(view, 'prompt')}
  ${fidelitySetting(view)} ${settingControl(view, 'variants')}`;
}

/** Every parameter of SUPIR, folded. */
export function supirDetail(view: View, table?: SettingsTable): TemplateResult {
  const { state, t, f } = view;
  const text = t.supir.detail;
  const changed = changedDetails(state.settings, table);
  const short = changed === 0 ? undefined : text.custom(f.integer(changed));
  const own = state.settings.restorer === 'remote' ? ON_SERVER : HERE;
  const section = { slug: 'supir', title: text.title, ...(short !== undefined && { short }) };
  return fold(
    section,
    html`${FOLDED_GROUPS.map(
      (group) =>
        html`<div class="detail-group" role="group" aria-labelledby="group-${group}">
          <h3 class="detail-title" id="group-${group}">${text.group[group]}</h3>
          ${settingsGroup(view, group, own, table)}
        </div>`,
    )}`,
  );
}
