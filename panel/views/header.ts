import { html, nothing, type TemplateResult } from 'lit';
import { errorText } from '../strings/errors';
import { region } from '../store/selectors';
import type { View } from './view-input';

/** Subject of a click on Upscale: the document, the layer, the region and its new size. */
export function headerView(view: View): TemplateResult {
  const { state, t, act } = view;
  return html`<header class="header">
    <div class="header-text">
      <div class="document" id="document-name">${documentLine(view)}</div>
      <div class="layer" id="layer-name">${layerLine(view)}</div>
    </div>
    <sp-action-button
      quiet
      size="s"
      id="about"
      label=${t.header.about}
      ?selected=${state.page !== 'main'}
      @click=${() => act.showPage(state.page === 'main' ? 'about' : 'main')}
    >
      <sp-icon-help-circle slot="icon"></sp-icon-help-circle>
      <sp-tooltip self-managed placement="left">${t.header.about}</sp-tooltip>
    </sp-action-button>
  </header>`;
}

function documentLine({ state, t }: View): string {
  if (state.snapshot === null) return t.header.connecting;
  return state.snapshot.document?.name ?? t.header.noDocument;
}

function layerLine({ state, t, f }: View): string {
  const { snapshot } = state;
  if (snapshot === null) return state.host.description;
  if (snapshot.document === null) return t.header.noDocumentHint;
  if (snapshot.layer !== null) return snapshot.layer.name;
  return snapshot.activeLayers > 1
    ? t.header.severalLayers(f.integer(snapshot.activeLayers))
    : t.header.noLayer;
}

/** Region → output, as two sizes with an arrow between them. */
export function regionView(view: View): TemplateResult | typeof nothing {
  const { state, t, f } = view;
  const info = region(state);
  if (info?.docRect == null || info.output === null) return nothing;
  const from = f.size(info.docRect);
  const to = f.size(info.output);
  return html`<div class="region" id="region">
    <div
      class="region-sizes"
      role="img"
      aria-label=${t.header.outputSize(
        info.from === 'selection' ? t.header.selection : t.header.wholeLayer,
        from,
        to,
      )}
    >
      <div class="region-part">
        <span class="region-caption">
          ${
            info.from === 'selection'
              ? html`<sp-icon-select-rectangle></sp-icon-select-rectangle>${t.header.selection}`
              : html`<sp-icon-layers></sp-icon-layers>${t.header.wholeLayer}`
          }
        </span>
        <span class="region-size" id="region-size">${from}</span>
      </div>
      <sp-icon-chevron-right class="region-arrow"></sp-icon-chevron-right>
      <div class="region-part">
        <span class="region-caption">
          <sp-icon-magic-wand></sp-icon-magic-wand
          >${from === to ? t.header.sameSize : t.header.result}
        </span>
        <span class="region-size" id="output-size">${to}</span>
      </div>
    </div>
    ${
      info.documentBecomes === null
        ? nothing
        : html`<p class="region-note">${t.header.wholeDocument(f.size(info.documentBecomes))}</p>`
    }
    ${
      info.working === null
        ? nothing
        : html`<p class="region-note" id="working-size">
            ${t.supir.region.working(f.size(info.working))}
          </p>`
    }
  </div>`;
}

/** The editor's notices before a run, or that it does not answer. */
export function noticesView({ state, t }: View): TemplateResult | typeof nothing {
  const { snapshot, snapshotError, language } = state;
  const silent = snapshotError === null ? null : errorText(snapshotError, language, t);
  const notices = silent === null ? (snapshot?.notices ?? []) : [];
  if (notices.length === 0 && silent === null) return nothing;
  return html`<ul class="notices" id="notices">
    ${silent === null ? nothing : notice('no-answer', `${silent.message} ${silent.hint}`)}
    ${notices.map((code) => notice(code, t.notices[code]))}
  </ul>`;
}

function notice(code: string, text: string): TemplateResult {
  return html`<li data-notice=${code}><sp-icon-alert></sp-icon-alert><span>${text}</span></li>`;
}
