import { html, nothing, type TemplateResult } from 'lit';
import type { SupirForecast } from '../../../../src/restore/forecast';
import { errorText } from '../../../strings/errors';
import { waysOutOf } from '../../../store/error-ways';
import { newestForecast } from '../../../store/plan';
import { expectedTimeOf, ranOutOfMemory } from '../../../store/plan-selectors';
import { fold } from '../../controls/fold';
import type { View } from '../../view-input';
import { cardView, failureNote } from './card-view';
import { noHalfFloatsNote } from './no-half-floats';
import { planFacts } from './plan-facts';
import { timeView } from './time-view';
import { verdictOf, type Verdict } from './verdict';
import { waysOfError, waysOfForecast } from './ways-view';

/** What the next run of SUPIR will need, and how long it takes: one line, the rest behind it. */
export function planView(view: View): TemplateResult | typeof nothing {
  const { plan, run } = view.state;
  if (plan.state === 'none' || run.state === 'running') return nothing;
  const verdict = verdictOf(view);
  const forecast = newestForecast(plan);
  return html`<section
    class="plan"
    id="plan"
    aria-label=${view.t.plan.title}
    aria-busy=${String(plan.state === 'asking')}
    data-state=${plan.state}
    data-tone=${verdict.tone}
    data-fit=${forecast?.card?.fit ?? nothing}
    data-assumed=${forecast?.card == null ? nothing : String(forecast.card.isAssumed)}
    data-code=${plan.state === 'failed' ? (plan.error.code ?? 'unexpected') : nothing}
    data-forecast=${forecast === null ? nothing : forecastText(view, forecast)}
  >
    ${fold({ slug: 'plan', title: verdictLine(verdict), open: opens(view) }, planBody(view, forecast))}
  </section>`;
}

/** The verdict for screen readers, once there is one. It is silent while a run speaks. */
export function planAnnounced(view: View): TemplateResult {
  const { plan, run } = view.state;
  const isSilent = plan.state === 'none' || run.state === 'running';
  const { text, more } = verdictOf(view);
  return html`<p class="unseen" id="plan-verdict" role="status" aria-live="polite">
    ${isSilent ? nothing : `${text} ${more}`}
  </p>`;
}

/** Where a click on Upscale would come to nothing, what can be done is in sight. */
function opens({ state }: View): boolean {
  // The card of the error offers it.
  if (ranOutOfMemory(state.run)) return false;
  return state.plan.state === 'failed' || newestForecast(state.plan)?.card?.fit === 'too-large';
}

function verdictLine({ icon, text, more }: Verdict): TemplateResult {
  return html`<span class="plan-line"
    >${icon}<span class="plan-words"
      ><span class="plan-fit">${text}</span> <span class="plan-more">${more}</span></span
    ></span
  >`;
}

function planBody(view: View, forecast: SupirForecast | null): TemplateResult | typeof nothing {
  if (forecast !== null) {
    const isTold = ranOutOfMemory(view.state.run);
    return html`${cardView(view, forecast)}
    ${isTold ? nothing : html`${failureNote(view)} ${waysOfForecast(view, forecast)}`}
    ${timeView(view, forecast)} ${noHalfFloatsNote(view)} ${planFacts(view, forecast)}`;
  }
  const { plan, language } = view.state;
  if (plan.state !== 'failed') return nothing;
  const { message, hint } = errorText(plan.error, language, view.t);
  return html`<p id="plan-error">${message} ${hint}</p>
    ${waysOfError(view, waysOutOf(plan.error, view.state))} ${noHalfFloatsNote(view)}`;
}

function forecastText({ state }: View, forecast: SupirForecast): string {
  return JSON.stringify({ ...forecast, time: expectedTimeOf(state, forecast) });
}
