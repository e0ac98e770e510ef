import { html, nothing, type TemplateResult } from 'lit';
import { errorText } from '../../strings/errors';
import { isInTheOpen, type ServerAddress } from '../../store/server-ready';
import { MAX_HEADERS } from '../../store/server';
import { closeButton } from '../controls/close-button';
import type { View } from '../view-input';

/** Header lines: names with masked values, and a line to add one. A value is never shown again. */
export function headersView(view: View, address: ServerAddress | null): TemplateResult {
  const { state, t, act } = view;
  const { headers } = state.server.settings;
  const text = t.server.headers;
  return html`<details
    class="server-headers"
    id="server-headers"
    data-keeps-focus
    ?open=${headers.length > 0 || nothing}
  >
    <summary id="server-headers-toggle">
      <sp-icon-chevron-right class="chevron"></sp-icon-chevron-right>${text.title}
      <span class="fold-short">${headers.length === 0 ? text.none : String(headers.length)}</span>
    </summary>
    <p class="explained" id="server-headers-text">${text.explained}</p>
    <ul class="server-list">
      ${headers.map(
        ({ name }, at) =>
          html`<li class="server-header" data-header=${name}>
            <span>${name}: ••••••••</span>
            ${closeButton(`server-header-remove-${at}`, text.remove(name), () =>
              act.server.removeHeader(name),
            )}
          </li>`,
      )}
    </ul>
    ${headers.length >= MAX_HEADERS ? nothing : addLine(view)}
    <div role="status">${openNote(view, address)}</div>
  </details>`;
}

function addLine({ state, t, act }: View): TemplateResult {
  const text = t.server.headers;
  const { headerError } = state.server;
  const add = (event: Event): void => {
    event.preventDefault();
    const form = (event.currentTarget as HTMLElement).closest('form');
    const input = form?.querySelector<HTMLInputElement>('#server-header-line');
    if (input == null || input.value.trim() === '') return;
    // What was not taken stays, to be mended.
    if (act.server.addHeader(input.value)) input.value = '';
    input.focus();
  };
  return html`<form class="server-add" autocomplete="off" @submit=${add}>
      <input
        class="text-input"
        id="server-header-line"
        type="password"
        autocomplete="new-password"
        spellcheck="false"
        maxlength="4096"
        aria-label=${text.line}
        aria-describedby="server-headers-text server-header-error"
        placeholder="Authorization: Bearer …"
      />
      <sp-button
        id="server-header-add"
        size="s"
        variant="secondary"
        treatment="outline"
        @click=${add}
        >${text.add}</sp-button
      >
    </form>
    <p
      class="explained"
      id="server-header-error"
      role="status"
      data-obstacle=${headerError?.code ?? nothing}
    >
      ${headerError === null ? nothing : wordsOf(headerError)}
    </p>`;

  function wordsOf(error: NonNullable<typeof headerError>): string {
    const { message, hint } = errorText(error, state.language, t);
    return t.sentences(message, hint);
  }
}

function openNote(
  { state, t, act }: View,
  address: ServerAddress | null,
): TemplateResult | typeof nothing {
  const { headers, isOpenAllowed } = state.server.settings;
  if (address === null || !isInTheOpen(address, headers)) return nothing;
  const text = t.server.headers;
  return html`<p
      class="explained"
      id="server-open"
      data-obstacle=${isOpenAllowed ? nothing : 'open'}
    >
      ${text.open(address.origin)}
    </p>
    <sp-switch
      id="server-open-allowed"
      size="s"
      .checked=${isOpenAllowed}
      @change=${(event: Event) =>
        act.server.allowOpen((event.target as HTMLElement & { checked: boolean }).checked)}
      >${text.allowOpen}</sp-switch
    >`;
}
