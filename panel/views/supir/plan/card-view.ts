import { html, nothing, type TemplateResult } from 'lit';
import type { CardForecast, SupirForecast } from '../../../../src/restore/forecast';
import { SETTINGS } from '../../../settings/table';
import { cardKnowledge } from '../../../store/card-knowledge';
import { numberField } from '../../controls/number-setting';
import { shownSetting } from '../../controls/setting-row';
import type { View } from '../../view-input';

/** Memory on the graphics card: what the run needs of what is there, and who says so. */
export function cardView(view: View, { card }: SupirForecast): TemplateResult | typeof nothing {
  if (card === null) return nothing;
  const { t, f } = view;
  const text = t.plan;
  const [needed, free] = [f.memory(card.peakBytes), f.memory(card.freeBytes)];
  const value = card.isAssumed ? text.needsAssumed(needed, free) : text.needs(needed, free);
  return html`<div class="plan-card">
    <div class="plan-card-head">
      <span class="plan-caption">${text.card}</span><span id="plan-memory">${value}</span>
    </div>
    <div class="plan-bar" aria-hidden="true">
      <div class="plan-bar-need" style="width: ${shareOf(card)}%"></div>
    </div>
    ${card.isAssumed ? html`<p class="explained">${text.assumed}</p>` : nothing}
    <div class="plan-total">
      <span aria-hidden="true">${text.total}</span>${numberField(
        view,
        shownSetting(view, 'cardMemory', SETTINGS.cardMemory),
        'plan-card-memory',
      )}
    </div>
  </div>`;
}

/** Percent of the free memory that the run needs, at most all. */
function shareOf({ peakBytes, freeBytes }: CardForecast): number {
  return Math.round(100 * Math.min(1, peakBytes / Math.max(freeBytes, 1)));
}

/** That a run ran out of memory here, and a way to forget it. */
export function failureNote({ state, t, f, act }: View): TemplateResult | typeof nothing {
  const { failedAtBytes } = cardKnowledge(state);
  if (failedAtBytes === null) return nothing;
  return html`<p class="explained" id="plan-failed-at" data-bytes=${failedAtBytes}>
    ${t.plan.failedAt(f.memory(failedAtBytes))}
    <button class="link" id="plan-forget" type="button" @click=${() => act.forgetFailure()}>
      ${t.plan.forget}
    </button>
  </p>`;
}
