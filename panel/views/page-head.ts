import { html, nothing, type TemplateResult } from 'lit';
import type { Page } from '../store/panel-state';
import type { View } from './view-input';

/** Title of a page behind the main one, and the way back. */
export function pageHead(
  { t, act }: View,
  { id, title, back }: { readonly id: string; readonly title: string; readonly back: Page },
): TemplateResult {
  return html`<div class="about-head">
    <sp-action-button
      quiet
      size="s"
      id=${id}
      label=${t.about.back}
      data-takes-focus
      data-leads-to=${back === 'main' ? 'about' : nothing}
      @click=${() => act.showPage(back)}
    >
      <sp-icon-chevron-left slot="icon"></sp-icon-chevron-left>
    </sp-action-button>
    <h2 class="about-title">${title}</h2>
  </div>`;
}
