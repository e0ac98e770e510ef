import { html, type TemplateResult } from 'lit';
import type { CardForecast, Fit } from '../../../../src/restore/forecast';
import { newestForecast } from '../../../store/plan';
import { expectedTimeOf } from '../../../store/plan-selectors';
import type { View } from '../../view-input';

/** The plan in a line. */
export interface Verdict {
  readonly tone: 'positive' | 'caution' | 'negative' | 'pending' | 'neutral';
  readonly icon: TemplateResult;
  readonly text: string;
  /** What follows it; may be empty. */
  readonly more: string;
}

const TONES = { fits: 'positive', tight: 'caution', 'too-large': 'negative' } as const;

export function verdictOf(view: View): Verdict {
  const { state, t } = view;
  if (state.plan.state === 'failed') {
    return { tone: 'negative', icon: TOO_LARGE, text: t.plan.failed, more: '' };
  }
  const forecast = newestForecast(state.plan);
  if (forecast === null) return { tone: 'pending', icon: CLOCK, text: t.plan.asking, more: '' };
  const { basis, total } = expectedTimeOf(state, forecast);
  const span = view.f.span(total.least, total.most);
  const more = basis === 'measured' ? t.plan.about(span) : t.plan.guess(span);
  const { card } = forecast;
  if (card === null) return { tone: 'neutral', icon: CLOCK, text: t.plan.onProcessor, more };
  return { tone: TONES[card.fit], icon: ICONS[card.fit], text: fitText(view, card), more };
}

/** The verdict on the card's memory in words. */
function fitText({ t }: View, { fit, isAssumed }: CardForecast): string {
  return isAssumed ? t.plan.assumedFit[fit] : t.plan.fit[fit];
}

const CLOCK = html`<sp-icon-clock class="plan-icon"></sp-icon-clock>`;
const TOO_LARGE = html`<sp-icon-close-circle class="plan-icon"></sp-icon-close-circle>`;
const ICONS: Readonly<Record<Fit, TemplateResult>> = {
  fits: html`<sp-icon-checkmark-circle class="plan-icon"></sp-icon-checkmark-circle>`,
  tight: html`<sp-icon-alert class="plan-icon"></sp-icon-alert>`,
  'too-large': TOO_LARGE,
};
