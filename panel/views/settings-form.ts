import { html, nothing, type TemplateResult } from 'lit';
import { OUTPUT_MODES, type OutputMode, SCALES } from '../../src/core/document';
import { modeObstacle } from '../store/output';
import { DEFAULT_SETTINGS, LIMITS } from '../settings/settings';
import { engineChoice } from '../store/engine-choice';
import { advancedSettings } from './advanced';
import { numberSetting } from './controls/number-setting';
import { segmented } from './controls/segmented';
import { settingRow, type SettingText } from './controls/setting-row';
import { switchSetting } from './controls/switch-setting';
import { supirDetail } from './supir/detail';
import { engineSetting } from './supir/engine-setting';
import { modelFiles } from './supir/model-files';
import { supirSettings } from './supir/supir-settings';
import type { View } from './view-input';

const MODE_ICONS: Readonly<Record<OutputMode, TemplateResult>> = {
  'in-place': html`<sp-icon-layers></sp-icon-layers>`,
  enlarge: html`<sp-icon-maximize></sp-icon-maximize>`,
  'smart-object': html`<sp-icon-images></sp-icon-images>`,
};

export function settingsView(view: View): TemplateResult {
  const busy = view.state.run.state === 'running';
  const supir = engineChoice(view.state).kind === 'supir';
  return html`<section class="settings" aria-label=${view.t.settings.heading} ?inert=${busy}>
    ${engineSetting(view)} ${modelFiles(view)} ${supir ? supirSettings(view) : nothing}
    ${scaleSetting(view)} ${modeSetting(view)}
    ${supir ? nothing : html`${strengthSetting(view)} ${faithfulSetting(view)}`}
    ${maskSettings(view)} ${supir ? supirDetail(view) : nothing} ${advancedSettings(view)}
  </section>`;
}

function scaleSetting(view: View): TemplateResult {
  const { state, t, f, act } = view;
  const text: SettingText = {
    name: 'scale',
    slug: 'scale',
    label: t.settings.scale,
    help: t.settings.scaleHelp,
    defaultText: t.settings.scaleOption(f.scale(DEFAULT_SETTINGS.scale)),
  };
  return settingRow(
    view,
    text,
    segmented({
      slug: text.slug,
      value: state.settings.scale,
      options: SCALES.map((value) => ({ value, label: t.settings.scaleOption(f.scale(value)) })),
      disabled: false,
      onChange: (value) => act.set('scale', value),
    }),
  );
}

function modeSetting(view: View): TemplateResult {
  const { state, t, act } = view;
  const { mode, scale } = state.settings;
  const text: SettingText = {
    name: 'mode',
    slug: 'mode',
    label: t.settings.mode,
    help: t.settings.modeHelp,
    defaultText: t.settings.modeOption[DEFAULT_SETTINGS.mode],
  };
  const obstacle = modeObstacle(mode, scale, state.host, state.snapshot?.document?.size ?? null);
  const explanation =
    obstacle === null ? t.settings.modeExplained[mode] : t.settings.modeObstacle[obstacle];
  return settingRow(
    view,
    text,
    html`${segmented({
        slug: text.slug,
        value: mode,
        options: OUTPUT_MODES.map((value) => ({
          value,
          label: t.settings.modeOption[value],
          icon: MODE_ICONS[value],
          disabled: !state.host.modes.includes(value),
        })),
        disabled: false,
        describedBy: 'mode-explained',
        onChange: (value) => act.set('mode', value),
      })}
      <p class="explained" id="mode-explained" data-obstacle=${obstacle ?? nothing}>
        ${explanation}
      </p>`,
  );
}

function strengthSetting(view: View): TemplateResult {
  const { state, t, f, act } = view;
  const text: SettingText = {
    name: 'strength',
    slug: 'strength',
    label: t.settings.strength,
    help: t.settings.strengthHelp,
    defaultText: f.percent(DEFAULT_SETTINGS.strength),
  };
  const onInput = (event: Event): void => {
    const { value } = event.target as HTMLElement & { value: number };
    if (Number.isFinite(value)) act.set('strength', value);
  };
  return settingRow(
    view,
    text,
    html`<sp-slider
      id="setting-strength"
      class="slider"
      size="s"
      variant="filled"
      editable
      hide-stepper
      label=${text.label}
      label-visibility="none"
      data-value=${state.settings.strength}
      min=${LIMITS.strength.min}
      max=${LIMITS.strength.max}
      step=${LIMITS.strength.step}
      .value=${state.settings.strength}
      .formatOptions=${PERCENT}
      @input=${onInput}
      @change=${onInput}
    ></sp-slider>`,
  );
}

const PERCENT: Intl.NumberFormatOptions = { style: 'percent', maximumFractionDigits: 0 };

function faithfulSetting(view: View): TemplateResult {
  const { state, t } = view;
  return switchSetting(view, {
    name: 'faithful',
    slug: 'faithful',
    label: t.settings.faithful,
    help: t.settings.faithfulHelp,
    value: state.settings.faithful,
    defaultText: t.settings.off,
  });
}

function maskSettings(view: View): TemplateResult {
  const { t, state } = view;
  const text = t.settings;
  const row = (name: 'maskGrow' | 'maskFeather', slug: string): TemplateResult =>
    numberSetting(view, {
      name,
      slug,
      label: text[name],
      help: text[`${name}Help`],
      value: state.settings[name],
      fallback: DEFAULT_SETTINGS[name],
      unit: 'px',
    });
  return html`<div class="setting-pair" role="group" aria-label=${text.mask}>
    ${row('maskGrow', 'mask-grow')} ${row('maskFeather', 'mask-feather')}
  </div>`;
}
