import { html, nothing, type TemplateResult } from 'lit';
import { SAMPLERS } from '../../../src/restore/supir-settings';
import { effectiveValues, suggestedValues } from '../../store/preset';
import { choiceSetting } from '../controls/choice-setting';
import { numberSetting } from '../controls/number-setting';
import { segmented } from '../controls/segmented';
import { settingRow } from '../controls/setting-row';
import type { View } from '../view-input';
import { suggestedNumber } from './detail-number';

export function samplingDetails(view: View): TemplateResult {
  const { state, t } = view;
  const { settings, models } = state;
  const text = t.supir.detail;
  const { sampler } = effectiveValues(settings, models);
  return html`${seedSetting(view)}
    ${choiceSetting(view, {
      name: 'sampler',
      slug: 'sampler',
      label: text.sampler,
      help: text.samplerHelp,
      defaultText: text.samplerOption[suggestedValues(settings, models).sampler],
      values: SAMPLERS,
      names: text.samplerOption,
      value: sampler,
    })}
    <div class="setting-pair">
      ${suggestedNumber(view, 'steps')} ${suggestedNumber(view, 'churn')}
      ${suggestedNumber(view, 'noiseScale')} ${suggestedNumber(view, 'eta')}
    </div>`;
}

export function guidanceDetails(view: View): TemplateResult {
  return html`<div class="setting-pair">
    ${suggestedNumber(view, 'cfgStart')} ${suggestedNumber(view, 'cfgEnd')}
    ${suggestedNumber(view, 'controlStart')} ${suggestedNumber(view, 'controlEnd')}
    ${suggestedNumber(view, 'restoreCfg')}
  </div>`;
}

/** First value of a fixed seed: that of the official examples. */
const FIRST_SEED = 1234;

function seedSetting(view: View): TemplateResult {
  const { state, t, act } = view;
  const { seed } = state.settings;
  const text = t.supir.detail;
  const last = state.outcome?.report.supir?.seed;
  const mode = settingRow(
    view,
    {
      name: 'seed',
      slug: 'seed-mode',
      label: text.seed,
      help: text.seedHelp,
      defaultText: text.seedOption.random,
    },
    segmented({
      slug: 'seed-mode',
      value: seed === null ? 'random' : 'fixed',
      options: (['random', 'fixed'] as const).map((value) => ({
        value,
        label: text.seedOption[value],
      })),
      disabled: false,
      onChange: (value) => act.set('seed', value === 'random' ? null : (last ?? FIRST_SEED)),
    }),
  );
  if (seed === null) return mode;
  return html`${mode}
  ${numberSetting(view, {
    name: 'seed',
    slug: 'seed',
    label: text.seedNumber,
    help: text.seedHelp,
    value: seed,
    fallback: FIRST_SEED,
    unit: null,
  })}${nothing}`;
}
