import { html, nothing, type TemplateResult } from 'lit';
import type { DocRect } from '../../../src/core/geometry';
import { canUpscale } from '../../store/selectors';
import { restorerChoice } from '../../store/restorer-choice';
import { tryReason, type TriedTile, type TryHere, type TryReason } from '../../store/try-here';
import { closeButton } from '../controls/close-button';
import { onKeys } from '../controls/on-keys';
import type { View } from '../view-input';
import type { TryPictureEvent } from './try-picture';

/** Trying a run on one tile: the button for it, or the picture to choose a point in. */
export function tryView(view: View): TemplateResult | typeof nothing {
  const { tryHere, snapshot } = view.state;
  // A server's results are not kept for the run that a tile was tried for.
  if (restorerChoice(view.state).kind === 'remote') return nothing;
  if (tryHere === null && snapshot?.document == null) return nothing;
  // The focus stays in here when one takes the other's place.
  return html`<div data-keeps-focus>
    ${tryHere === null ? openButton(view) : tryCard(view, tryHere)}
  </div>`;
}

function openButton({ state, t, act }: View): TemplateResult {
  const { run } = state;
  return html`<sp-button
    id="try-open"
    aria-description=${t.tryHere.openHelp}
    size="s"
    variant="secondary"
    treatment="outline"
    ?disabled=${run.state === 'running' && run.purpose !== 'try'}
    @click=${() => act.tryHere.open()}
  >
    <sp-icon-magic-wand slot="icon"></sp-icon-magic-wand>${t.tryHere.open}
    <sp-tooltip self-managed placement="top">${t.tryHere.openHelp}</sp-tooltip>
  </sp-button>`;
}

function tryCard(view: View, tryHere: TryHere): TemplateResult {
  const { state, t, f, act } = view;
  const text = t.tryHere;
  const { run, snapshot, settings, models } = state;
  const { kind } = restorerChoice(state);
  const reason = tryReason(tryHere, { kind, settings, models, snapshot });
  const trying = run.state === 'running' && run.purpose === 'try';
  const { point, tile, picture } = tryHere;
  const x = f.integer(point.x - picture.docRect.x);
  const y = f.integer(point.y - picture.docRect.y);
  return html`<section
    class="try-here"
    id="try-here"
    aria-label=${text.title}
    data-state=${trying ? 'trying' : tile === null ? 'open' : 'tried'}
    data-reason=${reason ?? nothing}
    data-rect=${rectText(picture.docRect)}
    data-point="${point.x},${point.y}"
    @keydown=${onKeys({ Escape: () => act.tryHere.close() })}
  >
    <div class="try-head">
      <h2 class="card-title">${text.title}</h2>
      ${closeButton('try-close', text.close, () => act.tryHere.close())}
    </div>
    <p class="try-text" id="try-hint">${text.hint}</p>
    <try-picture
      id="try-picture"
      data-takes-focus
      .tried=${tryHere}
      .label=${text.picture}
      .keys=${t.sentences(t.sentence(text.point(x, y)), text.keys)}
      ?busy=${run.state === 'running'}
      @point-moved=${(event: TryPictureEvent) => act.tryHere.move(event.detail)}
      @point-chosen=${(event: TryPictureEvent) => {
        act.tryHere.move(event.detail);
        act.tryHere.go();
      }}
    ></try-picture>
    <p class="unseen" id="try-point" aria-live="polite">${text.point(x, y)}</p>
    ${tile === null ? nothing : tileView(view, tile)}
    <p class="try-text" id="try-news" role="status">${newsText(view, tile, reason, trying)}</p>
    ${trying ? nothing : actions(view, tile, reason)}
  </section>`;
}

function tileView({ state, t, f, version }: View, tile: TriedTile): TemplateResult {
  const { docRect, report, totalMs, pair } = tile;
  return html`<before-after
      id="try-compare"
      .pair=${pair}
      .labels=${t.compare}
      .language=${state.language}
    ></before-after>
    <p
      class="try-text"
      id="try-tile"
      data-rect=${rectText(docRect)}
      data-used=${tile.used}
      data-report=${JSON.stringify({ version, ...report })}
    >
      ${t.tryHere.tile(f.size(docRect), f.duration(totalMs))}
    </p>`;
}

/** What the person should know of the tile that is shown; empty while there is none. */
function newsText({ t }: View, tile: TriedTile | null, reason: TryReason, trying: boolean): string {
  const text = t.tryHere;
  if (trying) return text.trying;
  if (reason === 'first') return '';
  if (reason !== null) return text.reason[reason];
  if (tile === null) return '';
  const used = text.used[tile.used];
  return tile.seed === null ? used : t.sentences(used, text.seed(String(tile.seed)));
}

function actions(view: View, tile: TriedTile | null, reason: TryReason): TemplateResult {
  return html`<div class="card-actions">
    ${reason === 'selection' ? showButton(view) : goButton(view, tile, reason)}
  </div>`;
}

function goButton(
  { state, t, act }: View,
  tile: TriedTile | null,
  reason: TryReason,
): TemplateResult {
  const isAsked = reason === 'first' || reason === 'settings' || reason === 'document';
  return html`<sp-button
    id="try-go"
    size="s"
    variant=${isAsked ? 'accent' : 'secondary'}
    treatment=${isAsked ? 'fill' : 'outline'}
    ?disabled=${!canUpscale(state)}
    @click=${() => act.tryHere.go()}
    >${tile === null ? t.tryHere.go : t.tryHere.again}</sp-button
  >`;
}

function showButton({ state, t, act }: View): TemplateResult {
  return html`<sp-button
    id="try-show"
    size="s"
    variant="accent"
    ?disabled=${!canUpscale(state)}
    @click=${() => act.tryHere.open()}
    >${t.tryHere.show}</sp-button
  >`;
}

/** For automation. */
function rectText({ x, y, width, height }: DocRect): string {
  return [x, y, width, height].join();
}
