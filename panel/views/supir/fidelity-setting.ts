import { html, type TemplateResult } from 'lit';
import { BALANCED, isFidelityCustom, turnFidelity } from '../../settings/fidelity';
import { SETTINGS } from '../../settings/table';
import { settingRow, shownSetting } from '../controls/setting-row';
import type { View } from '../view-input';

/** The one dial between free and faithful. */
export function fidelitySetting(view: View): TemplateResult {
  const { state, t, act } = view;
  const text = t.supir.fidelity;
  const shown = shownSetting(view, 'fidelity', SETTINGS.fidelity);
  const { fidelity } = state.settings;
  const custom = isFidelityCustom(state.settings);
  const onInput = (event: Event): void => {
    const { value } = event.target as HTMLElement & { value: number };
    if (Number.isFinite(value)) act.change(turnFidelity(value));
  };
  const { min, max, step } = SETTINGS.fidelity;
  return settingRow(
    view,
    {
      ...shown,
      defaultText: text.middle,
      note: custom ? { word: text.custom, help: text.customText } : null,
    },
    html`<sp-slider
        id="setting-fidelity"
        class="slider"
        size="s"
        fill-start=${BALANCED}
        label=${shown.words.label}
        label-visibility="none"
        data-value=${fidelity}
        ?data-custom=${custom}
        aria-describedby="fidelity-ends"
        min=${min}
        max=${max}
        step=${step}
        .value=${fidelity}
        .formatOptions=${PERCENT}
        @input=${onInput}
        @change=${onInput}
      ></sp-slider>
      <div class="ends" id="fidelity-ends">
        <span>${text.left}</span><span>${text.right}</span>
      </div>`,
  );
}

const PERCENT: Intl.NumberFormatOptions = { style: 'percent', maximumFractionDigits: 0 };
