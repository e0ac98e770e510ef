import type { TemplateResult } from 'lit';
import { effectiveValues, suggestedValues } from '../../store/preset';
import { numberSetting } from '../controls/number-setting';
import type { View } from '../view-input';

/** Numbers that the preset suggests. */
export type SuggestedNumber =
  | 'steps'
  | 'cfgStart'
  | 'cfgEnd'
  | 'controlStart'
  | 'controlEnd'
  | 'restoreCfg'
  | 'churn'
  | 'noiseScale'
  | 'eta';

/** A number of the run; a reset gives it back to the preset. */
export function suggestedNumber(view: View, name: SuggestedNumber): TemplateResult {
  const { settings, models } = view.state;
  const text = view.t.supir.detail;
  return numberSetting(view, {
    name,
    slug: SLUGS[name],
    label: text[name],
    help: text[`${name}Help`],
    value: effectiveValues(settings, models)[name],
    fallback: suggestedValues(settings, models)[name],
    unit: null,
  });
}

const SLUGS: Readonly<Record<SuggestedNumber, string>> = {
  steps: 'steps',
  cfgStart: 'cfg-start',
  cfgEnd: 'cfg-end',
  controlStart: 'control-start',
  controlEnd: 'control-end',
  restoreCfg: 'restore-cfg',
  churn: 'churn',
  noiseScale: 'noise-scale',
  eta: 'eta',
};
