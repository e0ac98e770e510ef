import '@spectrum-web-components/action-button/sp-action-button.js';
import '@spectrum-web-components/tooltip/sp-tooltip.js';
import { html, nothing, type TemplateResult } from 'lit';

export interface IconButton {
  readonly id: string;
  readonly label: string;
  /** Shortcut, shown under the pointer after the label. */
  readonly keys?: string;
  readonly hint?: string;
  /** An `<sp-icon-…>` element. */
  readonly icon: TemplateResult;
  /** Words beside the icon, hidden where room is short. */
  readonly text?: string;
  readonly disabled?: boolean;
  readonly onClick?: (event: MouseEvent) => void;
}

export type TooltipSide = 'top' | 'bottom' | 'right';

/** A quiet button with an icon, a name for screen readers and a tooltip with its shortcut. */
export function iconButton(button: IconButton, side: TooltipSide = 'bottom'): TemplateResult {
  return html`
    <sp-action-button
      id=${button.id}
      quiet
      label=${button.label}
      ?disabled=${button.disabled ?? false}
      @click=${button.onClick ?? nothing}
    >
      ${button.icon}
      ${button.text === undefined ? nothing : html`<span class="words">${button.text}</span>`}
      ${tooltip(button, side)}
    </sp-action-button>
  `;
}

export function tooltip(
  { label, keys, hint }: Pick<IconButton, 'label' | 'keys' | 'hint'>,
  side: TooltipSide,
): TemplateResult {
  return html`<sp-tooltip self-managed delayed placement=${side}
    >${hint ?? label}${keys === undefined ? nothing : html` <kbd>${keys}</kbd>`}</sp-tooltip
  >`;
}
