import { html, nothing, type TemplateResult } from 'lit';
import { waiting } from '../store/kept';
import type { View } from './view-input';

/** The newest finished result that no editor has confirmed. */
export function keptCard(view: View): TemplateResult | typeof nothing {
  const { state, t, f, act } = view;
  const [newest, ...others] = waiting(state.kept);
  if (newest === undefined || state.run.state === 'running') return nothing;
  return html`<section class="card" id="kept" data-tone="notice" aria-label=${t.kept.title}>
    <div class="card-head">
      <sp-icon-layers class="card-icon"></sp-icon-layers>
      <h2 class="card-title">${t.kept.title}</h2>
    </div>
    <p class="card-text">${t.kept.text(newest.layerName, newest.documentName)}</p>
    <p class="card-meta">
      ${f.size(newest.size)} · ${t.kept.age(f.ago(newest.keptAtMs, view.wallClockMs))}
      ${others.length === 0 ? nothing : html`· ${t.kept.more(f.integer(others.length))}`}
    </p>
    <div class="card-actions">
      <sp-button
        id="kept-insert"
        size="s"
        variant="accent"
        ?disabled=${state.snapshot?.document == null}
        @click=${() => act.insertKept(newest.id)}
        >${t.kept.insert}</sp-button
      >
      <sp-button
        id="kept-save"
        size="s"
        variant="secondary"
        treatment="outline"
        @click=${() => act.saveKept(newest.id)}
        >${t.kept.save}</sp-button
      >
      <sp-action-button
        id="kept-discard"
        size="s"
        quiet
        label=${t.labelled(t.kept.discard, newest.layerName)}
        @click=${() => act.discardKept(newest.id)}
      >
        <sp-icon-delete slot="icon"></sp-icon-delete>
        <sp-tooltip self-managed placement="top">${t.kept.discard}</sp-tooltip>
      </sp-action-button>
    </div>
  </section>`;
}
