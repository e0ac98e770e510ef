import { html, nothing, type TemplateResult } from 'lit';
import type { Copied } from '../../store/panel-state';
import type { View } from '../view-input';

interface CopyButton {
  readonly id: string;
  readonly what: Copied;
  readonly label: string;
  /** What it belongs to, where there are several. */
  readonly of?: string;
  readonly onCopy: () => void;
}

/** A button that copies, and says for a moment that the text is on the clipboard. */
export function copyButton(
  { state, t }: View,
  { id, what, label, of, onCopy }: CopyButton,
): TemplateResult {
  const copied = state.clipboard.state === 'copied' && state.clipboard.what === what;
  const words = copied ? t.error.copied : label;
  return html`<sp-button
    id=${id}
    size="s"
    variant="secondary"
    treatment="outline"
    label=${of === undefined ? nothing : t.labelled(words, of)}
    data-copied=${String(copied)}
    @click=${onCopy}
  >
    ${
      copied
        ? html`<sp-icon-checkmark slot="icon"></sp-icon-checkmark>`
        : html`<sp-icon-copy slot="icon"></sp-icon-copy>`
    }
    ${words}
  </sp-button>`;
}
