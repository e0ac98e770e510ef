import type { TemplateResult } from 'lit';
import { SETTINGS } from '../settings/table';
import { LANGUAGES } from '../strings/language';
import { stringsFor } from '../strings/strings';
import { choiceSetting } from './controls/choice-setting';
import { fold } from './controls/fold';
import { shownSetting } from './controls/setting-row';
import { settingsGroup } from './controls/setting-control';
import type { View } from './view-input';

export function advancedSettings(view: View): TemplateResult {
  return fold(
    { slug: 'advanced', title: view.t.settings.advanced },
    settingsGroup(view, 'advanced', { language: languageSetting }),
  );
}

function languageSetting(view: View): TemplateResult {
  // Each language is called what its speakers call it.
  const options = LANGUAGES.map(
    (value) => [value, { label: stringsFor(value).languageName, language: value }] as const,
  );
  const setting = shownSetting(view, 'language', SETTINGS.language);
  return choiceSetting(view, setting, { option: Object.fromEntries(options) });
}
