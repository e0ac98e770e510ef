import '@spectrum-web-components/button/sp-button.js';
import '@spectrum-web-components/icons-workflow/icons/sp-icon-image-add.js';
import { html, nothing, type TemplateResult } from 'lit';
import type { EditorStrings } from '../strings/editor-strings';

export interface EmptyState {
  readonly strings: EditorStrings;
  readonly onOpen: () => void;
  /** Opens the sample; null: none is offered. */
  readonly onSample: (() => void) | null;
}

/** Shown in place of a document: an invitation to open one. */
export function emptyState({ strings, onOpen, onSample }: EmptyState): TemplateResult {
  const { empty } = strings;
  return html`
    <section id="empty" class="empty">
      <sp-icon-image-add class="picture"></sp-icon-image-add>
      <h1>${empty.title}</h1>
      <p>${empty.text}</p>
      <div class="actions">
        <sp-button id="empty-open" variant="accent" @click=${onOpen}>${empty.open}</sp-button>
        ${
          onSample === null
            ? nothing
            : html`<sp-button
                id="empty-sample"
                variant="secondary"
                treatment="outline"
                @click=${onSample}
                >${empty.sample}</sp-button
              >`
        }
      </div>
      <p class="fine">${empty.private}</p>
    </section>
  `;
}
