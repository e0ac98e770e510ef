import '@spectrum-web-components/toast/sp-toast.js';
import { html, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { packError } from '../../../core/errors';
import { errorText } from '../../../../panel/strings/errors';
import { stringsFor } from '../../../../panel/strings/strings';
import { workspaceStrings, type WorkspaceLocale } from '../strings/strings';
import type { Message } from './messages';

const SAVED_SHOWN_MS = 6000;

/** Messages above the canvas; errors stay until they are dismissed and are spoken at once. */
export function toasts(
  messages: readonly Message[],
  locale: WorkspaceLocale,
  onClose: (id: number) => void,
): TemplateResult {
  return html`
    <div id="messages" class="messages" aria-live="assertive" aria-relevant="additions">
      ${repeat(
        messages,
        (message) => message.id,
        (message) => toast(message, locale, onClose),
      )}
    </div>
  `;
}

function toast(
  message: Message,
  locale: WorkspaceLocale,
  onClose: (id: number) => void,
): TemplateResult {
  const strings = workspaceStrings(locale);
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
  const text = errorText(packed, locale, stringsFor(locale));
  return html`<sp-toast
    open
    variant="negative"
    data-code=${packed.code ?? 'unexpected'}
    @close=${() => onClose(message.id)}
    ><strong>${strings.error.title[message.task]}</strong><span>${text.message}</span
    ><span class="hint">${text.hint}</span></sp-toast
  >`;
}
