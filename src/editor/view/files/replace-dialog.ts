import '@spectrum-web-components/button/sp-button.js';
import '@spectrum-web-components/dialog/sp-dialog.js';
import '@spectrum-web-components/overlay/sp-overlay.js';
import { html, type TemplateResult } from 'lit';
import type { EditorStrings } from '../strings/editor-strings';

export type ReplaceAnswer = 'save' | 'discard' | 'cancel';

/** Asks about unsaved changes before another file takes their place. */
export function replaceDialog(
  strings: EditorStrings,
  documentName: string | null,
  onAnswer: (answer: ReplaceAnswer) => void,
): TemplateResult {
  const { replace } = strings;
  const button = (id: ReplaceAnswer, variant: string, treatment: string): TemplateResult =>
    html`<sp-button
      id="replace-${id}"
      slot="button"
      variant=${variant}
      treatment=${treatment}
      @click=${() => onAnswer(id)}
      >${replace[id]}</sp-button
    >`;
  return html`
    <sp-overlay
      type="modal"
      .open=${documentName !== null}
      receives-focus="true"
      @sp-closed=${() => onAnswer('cancel')}
    >
      <div class="modal" role="alertdialog" aria-modal="true" aria-labelledby="replace-title">
        <sp-dialog size="m" no-divider>
          <h2 id="replace-title" slot="heading">${replace.title}</h2>
          ${replace.text(documentName ?? '')} ${button('cancel', 'secondary', 'outline')}
          ${button('discard', 'secondary', 'outline')} ${button('save', 'accent', 'fill')}
        </sp-dialog>
      </div>
    </sp-overlay>
  `;
}
