import '@spectrum-web-components/toast/sp-toast.js';
import { html, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { packError, type PackedError } from '../../../core/errors';
import { editorStrings, type EditorLocale } from '../strings/editor-strings';
import type { EditorMessage } from './messages';

const SAVED_SHOWN_MS = 6000;

/** Gives message and hint of an error in a language. */
export type Explain = (
  error: PackedError,
  locale: EditorLocale,
) => { readonly message: string; readonly hint: string };

/** Message and hint as the errors carry them, in English. */
export const asThrown: Explain = ({ message, hint }) => ({ message, hint: hint ?? '' });

export interface ToastOptions {
  readonly locale: EditorLocale;
  readonly explain: Explain;
  readonly onClose: (id: number) => void;
}

/** Messages above the canvas; errors stay until they are dismissed and are spoken at once. */
export function toasts(messages: readonly EditorMessage[], options: ToastOptions): TemplateResult {
  return html`
    <div id="messages" class="messages" aria-live="assertive" aria-relevant="additions">
      ${repeat(
        messages,
        (message) => message.id,
        (message) => toast(message, options),
      )}
    </div>
  `;
}

function toast(message: EditorMessage, { locale, explain, onClose }: ToastOptions): TemplateResult {
  const strings = editorStrings(locale);
  if (message.kind === 'saved') {
    return html`<sp-toast
      open
      variant="positive"
      timeout=${SAVED_SHOWN_MS}
      @close=${() => onClose(message.id)}
      >${strings.file.saved(message.name)}</sp-toast
    >`;
  }
  const packed = packError(message.error);
  const text = explain(packed, locale);
  return html`<sp-toast
    open
    variant="negative"
    data-code=${packed.code ?? 'unexpected'}
    @close=${() => onClose(message.id)}
    ><strong>${strings.error.title[message.task]}</strong><span>${text.message}</span
    ><span class="hint">${text.hint}</span></sp-toast
  >`;
}
