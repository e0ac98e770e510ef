import { html, nothing, type TemplateResult } from 'lit';
import type { Running } from '../../store/panel-state';
import { restorerChoice } from '../../store/restorer-choice';
import { serverAddress } from '../../store/server-ready';
import { errorTilesOf } from '../../store/server-ways';
import type { View } from '../view-input';

type Words = Pick<View, 'state' | 't' | 'f'>;

/** Where a run on a server stands beside its stages: sending, or waiting in the queue; null: neither. */
export function serverProgress({ state, t, f }: Words, run: Running): string | null {
  if (run.restorer !== 'remote' || run.stage !== 'restore') return null;
  const { upload, ahead } = state.server.run;
  const text = t.server.run;
  if (upload !== null) return text.uploading(f.bytes(upload.totalBytes));
  if (ahead === null) return null;
  return ahead === 0 ? text.next : text.ahead(f.integer(ahead));
}

/** What a person should know of the way to the server while a run goes on there. */
export function serverNotes({ state, t }: View): TemplateResult {
  const { connection, isFound, isAgain } = state.server.run;
  const text = t.server.run;
  const notes = [
    ...(connection === 'lost' || connection === 'polling' ? [connection] : []),
    ...(isFound ? (['found'] as const) : []),
    ...(isAgain ? (['again'] as const) : []),
  ];
  return html`<div id="server-notes" role="status" aria-live="polite" aria-atomic="false">
    ${notes.map((note) => html`<p class="progress-note" data-server-note=${note}>${text[note]}</p>`)}
  </div>`;
}

/** That the server goes on with a run that was called off here. */
export function stoppingNote({ state, t }: View): TemplateResult {
  const { stopping } = state.server;
  return html`<div
    id="server-stopping"
    role="status"
    aria-live="polite"
    data-state=${stopping?.state ?? nothing}
  >
    ${stopping === null ? nothing : html`<p class="progress-note">${t.server.run.stopping[stopping.state]}</p>`}
  </div>`;
}

/** A run of an earlier visit that the server may still have, as long as Upscale would find it. */
export function sentCard({ state, t, act }: View): TemplateResult | typeof nothing {
  const { settings, isSentEarlier } = state.server;
  const { sent } = settings;
  if (sent === null || !isSentEarlier || state.run.state === 'running') return nothing;
  if (sent.origin !== serverAddress(settings)?.origin) return nothing;
  if (restorerChoice(state).kind !== 'remote') return nothing;
  const text = t.server.sent;
  return html`<section class="card" id="server-sent" data-tone="notice" aria-label=${text.title}>
    <div class="card-head">
      <sp-icon-clock class="card-icon"></sp-icon-clock>
      <h2 class="card-title">${text.title}</h2>
    </div>
    <p class="card-text">${text.text(sent.origin)}</p>
    <div class="card-actions">
      <sp-button
        id="server-sent-forget"
        size="s"
        variant="secondary"
        treatment="outline"
        @click=${() => act.server.forgetSent()}
        >${text.forget}</sp-button
      >
    </div>
  </section>`;
}

/** Smaller tiles after a server has run out of memory. */
export function serverWays(view: View): TemplateResult | typeof nothing {
  const { state, t, f, act } = view;
  const tile = errorTilesOf(state);
  if (tile === null) return nothing;
  const { samplerTiles, samplerTile } = state.settings;
  const { title, price, now } = t.server.smallerTiles;
  const square = (side: number): string => f.size({ width: side, height: side });
  // A click is seen by what is set then, and by what is offered next.
  const text = samplerTiles === 'size' ? t.sentences(price, now(square(samplerTile))) : price;
  return html`<div class="error-ways">
    <button
      class="way"
      id="way-server-tiles"
      type="button"
      data-tile=${tile}
      @click=${() =>
        act.change({ samplerTiles: 'size', samplerTile: tile, samplerStride: tile / 2 })}
    >
      <span class="way-title">${title(square(tile))}</span>
      <span class="way-price">${text}</span>
    </button>
  </div>`;
}
