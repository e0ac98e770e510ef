import { html, nothing, type TemplateResult } from 'lit';
import type { SupirForecast } from '../../../../src/restore/forecast';
import { expectedTimeOf } from '../../../store/plan-selectors';
import type { View } from '../../view-input';

/** The run from left to right: reading, each step, all of it; and what the times are said from. */
export function timeView(view: View, forecast: SupirForecast): TemplateResult {
  const { state, t, f } = view;
  const text = t.plan.time;
  const time = expectedTimeOf(state, forecast);
  const each = text.perStep(f.span(time.step.least, time.step.most));
  return html`<div class="plan-time" id="plan-time" data-basis=${time.basis}>
    <div class="plan-times">
      ${
        time.reading === null
          ? nothing
          : html`${phase('plan-reading', text.reading, f.span(time.reading.least, time.reading.most))}${ARROW}`
      }
      ${phase('plan-step', text.step, `${f.integer(forecast.steps)} ${each}`)}${ARROW}
      ${phase('plan-total', text.total, f.span(time.total.least, time.total.most))}
    </div>
    <p class="explained">${text.basis[time.basis]}</p>
  </div>`;
}

const ARROW = html`<sp-icon-chevron-right class="region-arrow"></sp-icon-chevron-right>`;

function phase(id: string, caption: string, value: string): TemplateResult {
  return html`<div class="plan-phase">
    <span class="region-caption">${caption}</span><span class="plan-value" id=${id}>${value}</span>
  </div>`;
}
