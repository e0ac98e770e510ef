import { html, type TemplateResult } from 'lit';

/**
 * A tooltip for an element that is no control of the component library, by its id: inside of such an
 * element a self-managed tooltip finds nothing to belong to. The element has to take the focus.
 */
export function tooltipOver(id: string, text: string): TemplateResult {
  return html`<sp-overlay trigger="${id}@hover" type="hint" placement="top">
    <sp-tooltip class="help-text">${text}</sp-tooltip>
  </sp-overlay>`;
}
