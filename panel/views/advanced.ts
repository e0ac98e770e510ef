import { html, type TemplateResult } from 'lit';
import { DEVICES, THEMES, type LanguageChoice } from '../settings/settings';
import { LANGUAGES } from '../strings/language';
import { stringsFor } from '../strings/strings';
import { segmented, type SegmentOption } from './controls/segmented';
import { switchSetting } from './controls/switch-setting';
import { settingRow, type SettingText } from './controls/setting-row';
import type { View } from './view-input';

export function advancedSettings(view: View): TemplateResult {
  const { t } = view;
  return html`<details class="advanced" id="section-advanced">
    <summary id="section-advanced-toggle">
      <sp-icon-chevron-right class="chevron"></sp-icon-chevron-right>${t.settings.advanced}
    </summary>
    <div class="advanced-body">
      ${deviceSetting(view)} ${themeSetting(view)} ${languageSetting(view)}
      ${developerSetting(view)}
    </div>
  </details>`;
}

function deviceSetting(view: View): TemplateResult {
  const { state, t, act } = view;
  const names = t.settings.deviceOption;
  const text: SettingText = {
    name: 'device',
    slug: 'device',
    label: t.settings.device,
    help: t.settings.deviceHelp,
    defaultText: names.auto,
  };
  const control = segmented({
    slug: text.slug,
    value: state.settings.device,
    options: DEVICES.map((value) => ({ value, label: names[value] })),
    disabled: false,
    onChange: (value) => act.set('device', value),
  });
  return settingRow(view, text, control);
}

function themeSetting(view: View): TemplateResult {
  const { state, t, act } = view;
  const names = t.settings.themeOption;
  const text: SettingText = {
    name: 'theme',
    slug: 'theme',
    label: t.settings.theme,
    help: t.settings.themeHelp,
    defaultText: names.auto,
  };
  const control = segmented({
    slug: text.slug,
    value: state.settings.theme,
    options: THEMES.map((value) => ({ value, label: names[value] })),
    disabled: false,
    onChange: (value) => act.set('theme', value),
  });
  return settingRow(view, text, control);
}

function languageSetting(view: View): TemplateResult {
  const { state, t, act } = view;
  const text: SettingText = {
    name: 'language',
    slug: 'language',
    label: t.settings.language,
    help: t.settings.languageHelp,
    defaultText: t.settings.languageAuto,
  };
  const options: readonly SegmentOption<LanguageChoice>[] = [
    { value: 'auto', label: t.settings.languageAuto },
    // Each language is called what its speakers call it.
    ...LANGUAGES.map((value) => ({ value, label: stringsFor(value).languageName })),
  ];
  const control = segmented({
    slug: text.slug,
    value: state.settings.language,
    options,
    disabled: false,
    onChange: (value) => act.set('language', value),
  });
  return settingRow(view, text, control);
}

function developerSetting(view: View): TemplateResult {
  const { state, t } = view;
  return switchSetting(view, {
    name: 'developer',
    slug: 'developer',
    label: t.supir.detail.developer,
    help: t.supir.detail.developerHelp,
    value: state.settings.developer,
    defaultText: t.settings.off,
  });
}
