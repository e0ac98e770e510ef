import { html, nothing, type TemplateResult } from 'lit';
import { type OutputMode, SCALES } from '../../src/core/document';
import { modeObstacle } from '../store/output';
import { restorerChoice } from '../store/restorer-choice';
import { DEFAULT_SETTINGS } from '../settings/settings';
import { SETTINGS } from '../settings/table';
import { advancedSettings } from './advanced';
import { choiceSetting } from './controls/choice-setting';
import type { SegmentOption } from './controls/segmented';
import { percentSlider } from './controls/percent-slider';
import { settingControl } from './controls/setting-control';
import { settingRow, shownSetting } from './controls/setting-row';
import { serverSection } from './server/server-section';
import { modelFiles } from './supir/model-files';
import { restorerSetting } from './supir/restorer-setting';
import { supirDetail, supirSettings } from './supir/supir-settings';
import type { View } from './view-input';

export function settingsView(view: View): TemplateResult {
  const busy = view.state.run.state === 'running';
  const { kind } = restorerChoice(view.state);
  const supir = kind !== 'fast';
  return html`<section class="settings" aria-labelledby="settings-title" ?inert=${busy}>
    <h2 class="unseen" id="settings-title">${view.t.settings.heading}</h2>
    ${restorerSetting(view)} ${kind === 'remote' ? serverSection(view) : modelFiles(view)}
    ${supir ? supirSettings(view) : nothing} ${scaleSetting(view)} ${modeSetting(view)}
    ${supir ? nothing : html`${strengthSetting(view)} ${settingControl(view, 'faithful')}`}
    ${maskSettings(view)} ${supir ? supirDetail(view) : nothing} ${advancedSettings(view)}
  </section>`;
}

function scaleSetting(view: View): TemplateResult {
  const { t, f } = view;
  const name = (scale: number): string => t.settings.scaleOption(f.scale(scale));
  const setting = {
    ...shownSetting(view, 'scale', SETTINGS.scale),
    defaultText: name(DEFAULT_SETTINGS.scale),
  };
  const options = SCALES.map((scale) => [scale, { label: name(scale) }] as const);
  return choiceSetting(view, setting, { option: Object.fromEntries(options) });
}

function modeSetting(view: View): TemplateResult {
  const { state, t } = view;
  const { mode, scale } = state.settings;
  const obstacle = modeObstacle(mode, scale, state.host, state.snapshot?.document?.size ?? null);
  const option = (each: OutputMode, icon: TemplateResult): Partial<SegmentOption> => ({
    icon,
    disabled: !state.host.modes.includes(each),
  });
  return choiceSetting(view, shownSetting(view, 'mode', SETTINGS.mode), {
    option: {
      'in-place': option('in-place', html`<sp-icon-layers></sp-icon-layers>`),
      enlarge: option('enlarge', html`<sp-icon-maximize></sp-icon-maximize>`),
      'smart-object': option('smart-object', html`<sp-icon-images></sp-icon-images>`),
    },
    explained: html`<p class="explained" id="mode-explained" data-obstacle=${obstacle ?? nothing}>
      ${obstacle === null ? t.settings.modeExplained[mode] : t.settings.modeObstacle[obstacle]}
    </p>`,
  });
}

function strengthSetting(view: View): TemplateResult {
  const { state, act } = view;
  const setting = shownSetting(view, 'strength', SETTINGS.strength);
  const { min, max, step } = SETTINGS.strength;
  return settingRow(
    view,
    setting,
    percentSlider({
      id: 'setting-strength',
      label: setting.words.label,
      value: state.settings.strength,
      range: { min, max, step },
      editable: true,
      onValue: (value) => act.set('strength', value),
    }),
  );
}

function maskSettings(view: View): TemplateResult {
  return html`<div class="setting-pair" role="group" aria-label=${view.t.settings.mask}>
    ${settingControl(view, 'maskGrow')} ${settingControl(view, 'maskFeather')}
  </div>`;
}
