import { html, type TemplateResult } from 'lit';

/** The cross in the corner of a card. */
export function closeButton(
  id: string,
  label: string,
  onClick: () => void,
  disabled = false,
): TemplateResult {
  return html`<sp-action-button
    class="close"
    quiet
    size="xs"
    id=${id}
    label=${label}
    ?disabled=${disabled}
    @click=${onClick}
  >
    <sp-icon-close slot="icon"></sp-icon-close>
  </sp-action-button>`;
}
