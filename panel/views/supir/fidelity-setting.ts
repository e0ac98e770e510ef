import { html, type TemplateResult } from 'lit';
import { BALANCED, isFidelityCustom, turnFidelity } from '../../settings/fidelity';
import { SETTINGS } from '../../settings/table';
import { percentSlider } from '../controls/percent-slider';
import { settingRow, shownSetting } from '../controls/setting-row';
import type { View } from '../view-input';

/** The one dial between free and faithful. */
export function fidelitySetting(view: View): TemplateResult {
  const { state, t, act } = view;
  const text = t.supir.fidelity;
  const shown = shownSetting(view, 'fidelity', SETTINGS.fidelity);
  const { fidelity } = state.settings;
  const custom = isFidelityCustom(state.settings);
  const { min, max, step } = SETTINGS.fidelity;
  return settingRow(
    view,
    {
      ...shown,
      defaultText: text.middle,
      note: custom ? { word: text.custom, help: text.customText } : null,
    },
    html`${percentSlider({
        id: 'setting-fidelity',
        label: shown.words.label,
        value: fidelity,
        range: { min, max, step },
        fillStart: BALANCED,
        editable: false,
        description: text.ends,
        isCustom: custom,
        onValue: (value) => act.change(turnFidelity(value)),
      })}
      <div class="ends" id="fidelity-ends">
        <span>${text.left}</span><span>${text.right}</span>
      </div>`,
  );
}
