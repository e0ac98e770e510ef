import { html, type TemplateResult } from 'lit';
import type { View } from '../view-input';

/** What leaves this computer, to be allowed once for each server before the first run. */
export function privacyView({ state, t, act }: View, origin: string): TemplateResult {
  const text = t.server.privacy;
  if (state.server.settings.accepted.includes(origin)) {
    return html`<div class="server-part server-accepted" id="server-accepted">
      <p class="explained">${text.accepted(origin)}</p>
      <sp-button
        id="server-withdraw"
        size="s"
        variant="secondary"
        treatment="outline"
        @click=${() => act.server.withdrawPrivacy(origin)}
        >${text.withdraw}</sp-button
      >
    </div>`;
  }
  return html`<section class="card" id="server-privacy" data-tone="notice" aria-label=${text.title}>
    <div class="card-head">
      <sp-icon-info class="card-icon"></sp-icon-info>
      <h3 class="card-title">${text.title}</h3>
    </div>
    <p class="card-text" id="server-privacy-leaves">${text.leaves(origin)}</p>
    <p class="card-text">${text.stays}</p>
    <p class="card-text">${text.there}</p>
    <div class="card-actions">
      <sp-button
        id="server-accept"
        size="s"
        variant="accent"
        data-leads-to=${state.settings.licenceAccepted ? 'upscale' : 'licence-accept'}
        @click=${() => act.server.acceptPrivacy(origin)}
        >${text.accept(origin)}</sp-button
      >
    </div>
  </section>`;
}
