import { html, nothing, type TemplateResult } from 'lit';
import { SUPIR_LICENCE } from '../../store/licence';
import type { View } from '../view-input';

/** Terms of the SUPIR weights, shown, where they are asked for, until the user accepts once. */
export function licenceGate(
  { state, t, act }: View,
  isAsked: boolean,
): TemplateResult | typeof nothing {
  if (state.settings.licenceAccepted || !isAsked) return nothing;
  const text = t.supir.licence;
  return html`<section class="card" id="licence" data-tone="notice" aria-label=${text.title}>
    <div class="card-head">
      <sp-icon-info class="card-icon"></sp-icon-info>
      <h3 class="card-title">${text.title}</h3>
    </div>
    <p class="card-text">
      ${text.text(SUPIR_LICENCE.holder)}
      <a href=${SUPIR_LICENCE.url} target="_blank" rel="noopener">${text.more}</a>
    </p>
    <div class="card-actions">
      <sp-button
        id="licence-accept"
        size="s"
        variant="accent"
        @click=${() => act.set('licenceAccepted', true)}
        >${text.accept}</sp-button
      >
    </div>
  </section>`;
}
