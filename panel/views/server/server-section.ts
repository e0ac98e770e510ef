import { html, nothing, type TemplateResult } from 'lit';
import { serverAddress, serverObstacle } from '../../store/server-ready';
import { fold } from '../controls/fold';
import { licenceGate } from '../supir/licence-gate';
import type { View } from '../view-input';
import { filesView } from './files-view';
import { headersView } from './headers-view';
import { omissionsView } from './omissions-view';
import { privacyView } from './privacy-view';
import { testView } from './test-view';

/** The person's server: how it is reached, what it can do, and what goes there. */
export function serverSection(view: View): TemplateResult {
  const { state, t } = view;
  const { settings } = state.server;
  const text = t.server;
  const address = serverAddress(settings);
  const section = {
    slug: 'server',
    title: text.title,
    short: address?.origin.replace(/^http:\/\//, '') ?? text.none,
    open: serverObstacle(settings, state.settings) !== null,
  };
  return fold(
    section,
    html`<div class="server" data-keeps-focus>
      <p class="explained" id="server-intro">${text.intro}</p>
      ${addressInput(view, address !== null)} ${headersView(view, address)}
      ${testView(view, address)} ${filesView(view)}
      ${address === null || settings.supir === null ? nothing : agreements(view, address.origin)}
      ${omissionsView(view)}
    </div>`,
  );
}

/** What has to be agreed to before the first run; the focus goes from the one to the other. */
function agreements(view: View, origin: string): TemplateResult {
  return html`<div class="server" data-keeps-focus>
    ${licenceGate(view, true)} ${privacyView(view, origin)}
  </div>`;
}

function addressInput({ state, t, act }: View, isAddress: boolean): TemplateResult {
  const { address } = state.server.settings;
  const isWrong = address.trim() !== '' && !isAddress;
  const wrong = address.includes('@') ? t.server.addressSecret : t.server.addressWrong;
  return html`<div class="server-part">
    <label class="setting-label" for="server-address">${t.server.address}</label>
    <input
      class="text-input"
      id="server-address"
      type="url"
      inputmode="url"
      autocomplete="off"
      autocapitalize="off"
      spellcheck="false"
      maxlength="2000"
      placeholder="http://127.0.0.1:8188"
      aria-invalid=${String(isWrong)}
      aria-describedby="server-address-help server-address-wrong"
      .value=${address}
      @input=${(event: Event) => act.server.typeAddress((event.target as HTMLInputElement).value)}
      @keydown=${(event: KeyboardEvent) => {
        if (event.key === 'Enter' && isAddress) act.server.test();
      }}
    />
    <p class="explained" id="server-address-help" ?hidden=${address !== ''}>
      ${t.server.addressHelp}
    </p>
    <p
      class="explained"
      id="server-address-wrong"
      role="status"
      data-obstacle=${isWrong ? 'address' : nothing}
    >
      ${isWrong ? wrong : nothing}
    </p>
  </div>`;
}
