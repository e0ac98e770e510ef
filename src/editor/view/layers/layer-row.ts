import '@spectrum-web-components/icons-workflow/icons/sp-icon-brightness-contrast.js';
import '@spectrum-web-components/icons-workflow/icons/sp-icon-folder.js';
import '@spectrum-web-components/icons-workflow/icons/sp-icon-folder-open.js';
import '@spectrum-web-components/icons-workflow/icons/sp-icon-lock-closed.js';
import '@spectrum-web-components/icons-workflow/icons/sp-icon-shapes.js';
import '@spectrum-web-components/icons-workflow/icons/sp-icon-text.js';
import '@spectrum-web-components/icons-workflow/icons/sp-icon-visibility.js';
import '@spectrum-web-components/icons-workflow/icons/sp-icon-visibility-off.js';
import '@spectrum-web-components/icons-workflow/icons/sp-icon-color-fill.js';
import { html, nothing, type TemplateResult } from 'lit';
import { styleMap } from 'lit/directives/style-map.js';
import type { LayerItem } from '../../editor-state';
import type { Editor } from '../../editor';
import { ICONS } from '../bars/icons';
import type { EditorStrings } from '../strings/editor-strings';
import type { LayerRow } from './layer-rows';
import './thumbnail';

export interface RowView {
  readonly row: LayerRow;
  readonly strings: EditorStrings;
  readonly editor: Editor;
  readonly active: boolean;
  /** True for the one row that Tab reaches. */
  readonly reachable: boolean;
  /** True for a layer that was just inserted. */
  readonly fresh: boolean;
  readonly onActivate: () => void;
  readonly onVisibility: () => void;
  readonly onExpand: () => void;
}

const INDENT = 14;

export function layerRow(view: RowView): TemplateResult {
  const { row, active } = view;
  const { layer } = row;
  return html`
    <div
      class="row"
      role="treeitem"
      data-id=${layer.id}
      data-kind=${layer.kind}
      data-name=${layer.name}
      ?data-fresh=${view.fresh}
      ?data-hidden=${!layer.shown}
      tabindex=${view.reachable ? 0 : -1}
      aria-level=${row.level}
      aria-posinset=${row.position}
      aria-setsize=${row.siblings}
      aria-selected=${active}
      aria-expanded=${row.expanded ?? nothing}
      aria-label=${spoken(layer, view.strings, view.fresh)}
      @click=${view.onActivate}
    >
      <span
        class="eye"
        data-part="visibility"
        aria-hidden="true"
        @click=${(event: Event) => {
          event.stopPropagation();
          view.onVisibility();
        }}
      >
        ${
          layer.visible
            ? html`<sp-icon-visibility></sp-icon-visibility>`
            : html`<sp-icon-visibility-off></sp-icon-visibility-off>`
        }
      </span>
      <span
        class="chevron"
        aria-hidden="true"
        style=${styleMap({ 'margin-inline-start': `${(row.level - 1) * INDENT}px` })}
        ?data-open=${row.expanded === true}
        @click=${(event: Event) => {
          if (row.expanded === null) return;
          event.stopPropagation();
          view.onExpand();
        }}
      >
        ${row.expanded === null ? nothing : ICONS.chevron}
      </span>
      ${layer.clipped ? html`<span class="clip">${ICONS.clipped}</span>` : nothing} ${picture(view)}
      ${layer.hasMask ? maskPicture(view) : nothing}
      <span class="text">
        <span class="name">${layer.name}</span>
        ${view.fresh ? html`<span class="fresh">${view.strings.layers.fresh}</span>` : nothing}
      </span>
      ${layer.locked ? html`<sp-icon-lock-closed size="s" class="lock"></sp-icon-lock-closed>` : nothing}
    </div>
  `;
}

function spoken(layer: LayerItem, strings: EditorStrings, fresh: boolean): string {
  const { layers } = strings;
  return [
    layer.name,
    layers.kind[layer.kind],
    ...(fresh ? [layers.fresh] : []),
    ...(layer.visible ? [] : [layers.hidden]),
    ...(layer.locked ? [layers.locked] : []),
    ...(layer.hasMask ? [layers.masked] : []),
    ...(layer.clipped ? [layers.clipped] : []),
  ].join(', ');
}

function maskPicture({ row: { layer }, editor }: RowView): TemplateResult {
  return html`<supir-thumbnail
    class="mask"
    plain
    .key=${`${layer.id} ${layer.thumbnailKey} mask`}
    .source=${(maxSide: number) => editor.renderMaskThumbnail(layer.id, maxSide)}
  ></supir-thumbnail>`;
}

/** A picture of the layer's pixels, or a sign for layers that have none of their own. */
function picture(view: RowView): TemplateResult {
  const { layer, expanded } = view.row;
  switch (layer.kind) {
    case 'group':
      return sign(
        expanded === true
          ? html`<sp-icon-folder-open></sp-icon-folder-open>`
          : html`<sp-icon-folder></sp-icon-folder>`,
      );
    case 'text':
      return sign(html`<sp-icon-text></sp-icon-text>`);
    case 'shape':
      return sign(html`<sp-icon-shapes></sp-icon-shapes>`);
    case 'fill':
      return sign(html`<sp-icon-color-fill></sp-icon-color-fill>`);
    case 'adjustment':
      return sign(html`<sp-icon-brightness-contrast></sp-icon-brightness-contrast>`);
    case 'smart-object':
      return html`<span class="stack"
        >${thumbnail(view)}<span class="badge">${ICONS.smartObject}</span></span
      >`;
    case 'pixels':
    case 'other':
      return thumbnail(view);
  }
}

function sign(icon: TemplateResult): TemplateResult {
  return html`<span class="sign">${icon}</span>`;
}

function thumbnail({ row: { layer }, editor }: RowView): TemplateResult {
  return html`<supir-thumbnail
    .key=${`${layer.id} ${layer.thumbnailKey}`}
    .source=${(maxSide: number) => editor.renderThumbnail(layer.id, maxSide)}
  ></supir-thumbnail>`;
}
