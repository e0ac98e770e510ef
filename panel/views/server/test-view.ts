import { html, nothing, type TemplateResult } from 'lit';
import { errorText } from '../../strings/errors';
import type { ConnectedServer, Obstacle, WayToServer } from '../../store/server';
import type { ServerAddress } from '../../store/server-ready';
import { copyButton } from '../controls/copy-button';
import type { View } from '../view-input';

/** The button that tests the connection, and what came of it, in words. */
export function testView(view: View, address: ServerAddress | null): TemplateResult {
  const { state, t, act } = view;
  const { test } = state.server;
  const text = t.server.test;
  const isTesting = test.state === 'testing';
  return html`<div class="server-part">
    <sp-button
      id="server-test"
      size="s"
      variant=${test.state === 'tested' ? 'secondary' : 'accent'}
      ?disabled=${address === null}
      @click=${() => (isTesting ? act.server.cancelTest() : act.server.test())}
      >${isTesting ? text.cancel : text.start}</sp-button
    >
    <div
      class="server-outcome"
      id="server-outcome"
      role="status"
      aria-live="polite"
      aria-atomic="false"
      data-state=${test.state === 'tested' ? test.outcome.outcome : test.state}
    >
      ${address === null ? nothing : outcomeView(view, address.origin)}
    </div>
    ${state.server.settings.route === 'relay' ? relayNote(view) : nothing}
  </div>`;
}

function outcomeView(view: View, origin: string): TemplateResult | typeof nothing {
  const { state, t } = view;
  const { test } = state.server;
  if (test.state === 'untested') return nothing;
  if (test.state === 'testing') return html`<p class="explained">${t.server.test.going}</p>`;
  const { outcome } = test;
  switch (outcome.outcome) {
    case 'connected':
      return connectedView(view, origin, outcome.server);
    case 'blocked':
      return obstacleView(view, origin, outcome.obstacle);
    case 'failed': {
      const { message, hint } = errorText(outcome.error, state.language, t);
      return html`<p
        class="explained"
        id="server-failed"
        data-obstacle=${outcome.error.code ?? 'unexpected'}
      >
        ${t.sentences(message, hint)}
      </p>`;
    }
  }
}

function connectedView(view: View, origin: string, server: ConnectedServer): TemplateResult {
  const { t, f } = view;
  const text = t.server.test;
  const { version, device, memoryBytes, freeBytes, messages, speed, graph } = server;
  const memory =
    memoryBytes === null || freeBytes === null
      ? text.unknown
      : text.memoryValue(f.bytes(freeBytes), f.bytes(memoryBytes));
  const facts: readonly (readonly [string, string])[] = [
    [text.facts.version, version ?? text.unknown],
    [text.facts.device, device ?? text.unknown],
    [text.facts.memory, memory],
    [text.facts.speed, text.speedValue(f.duration(speed.ms), f.bytes(speed.bytesPerSecond))],
    [text.facts.messages, text.messagesValue[messages]],
    ...(graph === null ? [] : [[text.facts.nodes, text.nodesValue[graph]] as const]),
  ];
  return html`<p class="server-connected" id="server-connected" data-graph=${graph ?? nothing}>
      ${text.connected(origin)}
    </p>
    <dl class="fact-list">
      ${facts.map(
        ([name, value]) =>
          html`<dt>${name}</dt>
            <dd>${value}</dd>`,
      )}
    </dl>
    ${
      graph === null
        ? html`<p class="explained" id="server-no-nodes" data-obstacle="nodes">${text.noNodes}</p>`
        : nothing
    }`;
}

/** Said as long as it is so, and can be taken back. */
function relayNote({ t, act }: View): TemplateResult {
  const text = t.server.relay;
  return html`<p class="explained" id="server-relayed">${text.used}</p>
    <sp-button
      id="server-direct"
      size="s"
      variant="secondary"
      treatment="outline"
      @click=${() => act.server.chooseRoute('direct')}
      >${text.direct}</sp-button
    >`;
}

/** What this panel does not have, and what it does already, is no way. */
function isOffered({ state }: View, way: WayToServer): boolean {
  if (way === 'plugin') return state.host.kind === 'photoshop';
  return !(way === 'relay' && state.server.settings.route === 'relay');
}

function obstacleView(view: View, origin: string, obstacle: Obstacle): TemplateResult {
  const { name, row, flags } = obstacle;
  const text = view.t.server;
  const ways = obstacle.ways.filter((way) => isOffered(view, way));
  return html`<p
      class="explained"
      id="server-obstacle"
      data-obstacle=${name}
      data-row=${row ?? nothing}
    >
      ${text.obstacle[name](origin)}
    </p>
    ${ways.length > 1 ? html`<p class="server-then">${text.way.title}</p>` : nothing}
    <ul class="server-list server-ways" id="server-ways">
      ${ways.map((way) => html`<li data-way=${way}>${wayView(view, way, flags)}</li>`)}
    </ul>`;
}

function wayView(view: View, way: WayToServer, flags: readonly string[]): TemplateResult {
  const text = view.t.server;
  if (way === 'relay') return relayWay(view);
  if (way !== 'start-with-flags') return html`${text.way[way]}`;
  const line = flags.join(' ');
  return html`${text.way[way]}
    <code
      class="server-flags"
      id="server-flags"
      tabindex="0"
      role="group"
      aria-labelledby="server-flags"
      >${line}</code
    >
    ${copyButton(view, {
      id: 'server-copy-flags',
      what: 'server-flags',
      label: text.copyFlags,
      onCopy: () => view.act.server.copyFlags(line),
    })}
    ${line.includes('--listen') ? html`<span class="server-then">${text.way.listen}</span>` : nothing}
    <span class="server-then">${text.way.desktop}</span>
    <span class="server-then">${text.way['start-with-flags-then']}</span>`;
}

/** A button where the page comes from `npm start`; elsewhere that is what helps. */
function relayWay({ state, t, act }: View): TemplateResult {
  const text = t.server.relay;
  if (!state.server.hasRelay) return html`${text.elsewhere}`;
  return html`${text.offered}
    <sp-button
      id="server-use-relay"
      size="s"
      variant="accent"
      @click=${() => act.server.chooseRoute('relay')}
      >${text.use}</sp-button
    >`;
}
