import { html, type TemplateResult } from 'lit';
import { SETTINGS } from '../../settings/table';
import { seedOf } from '../../store/report-facts';
import { numberSetting } from '../controls/number-setting';
import { segmented } from '../controls/segmented';
import { settingRow, shownSetting } from '../controls/setting-row';
import type { View } from '../view-input';

/** First value of a fixed seed: that of the official examples. */
const FIRST_SEED = 1234;

/** Another noise each time, or a number to type. */
export function seedSetting(view: View): TemplateResult {
  const { state, t, f, act } = view;
  const { seed } = state.settings;
  const text = t.supir.detail;
  const shown = shownSetting(view, 'seed', SETTINGS.seed);
  const last = state.outcome === null ? null : seedOf(state.outcome.report);
  const mode = settingRow(
    view,
    { ...shown, slug: 'seed-mode', defaultText: text.seedOption.random },
    segmented({
      slug: 'seed-mode',
      value: seed === null ? 'random' : 'fixed',
      options: (['random', 'fixed'] as const).map((value) => ({
        value,
        label: text.seedOption[value],
      })),
      onChange: (value) => act.set('seed', value === 'random' ? null : (last ?? FIRST_SEED)),
    }),
  );
  if (seed === null) return mode;
  const words = { ...shown.words, label: text.seedNumber };
  return html`${mode}${numberSetting(view, { ...shown, words, defaultText: f.number(FIRST_SEED) })}`;
}
