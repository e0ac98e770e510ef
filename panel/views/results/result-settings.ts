import { html, nothing, type TemplateResult } from 'lit';
import { settingWords } from '../../settings/words';
import type { KeptSummary } from '../../store/kept';
import { otherSettings } from '../../store/results';
import type { View } from '../view-input';

/** By which settings a result differs from what the next run would make; nothing where by none. */
export function settingsView(view: View, one: KeptSummary): TemplateResult | typeof nothing {
  const { state, t, f } = view;
  const names = otherSettings(one, state.settings);
  if (names?.length === 0) return nothing;
  const labels = names?.map((name) =>
    name === 'promptPreset' ? t.promptPresets.label : settingWords(t, name).label,
  );
  return html`<p class="results-facts" id="results-other-settings">
    ${labels === undefined ? t.results.settingsUnknown : t.results.otherSettings(f.list(labels))}
  </p>`;
}
