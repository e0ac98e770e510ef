import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { EditorState } from '../../editor-state';
import type { Editor } from '../../editor';
import type { EditorStrings } from '../strings/editor-strings';
import { layerListStyles } from './layer-list-styles';
import { layerRow } from './layer-row';
import { layerRows, pathTo, treeMove, type LayerRow } from './layer-rows';

export interface LayerListEvents {
  'layer-activate': { readonly id: string };
  'layer-visibility': { readonly id: string; readonly visible: boolean };
}

/** The document's layers as a tree. */
@customElement('supir-layers')
export class LayerList extends LitElement {
  static override styles = layerListStyles;

  @property({ attribute: false }) editor: Editor | null = null;
  @property({ attribute: false }) content: EditorState | null = null;
  @property({ attribute: false }) strings: EditorStrings | null = null;
  /** The layer that was inserted last. */
  @property({ attribute: false }) freshId: string | null = null;

  @state() private collapsed: ReadonlySet<string> = new Set();
  /** The layer with the keyboard's focus; the active one until that has been moved. */
  @state() private cursorId: string | null = null;

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('content');
    const newlyActive = this.content?.activeLayerId ?? null;
    if (!changed.has('content') || before?.activeLayerId === newlyActive) return;
    this.cursorId = newlyActive;
    this.reveal(newlyActive);
  }

  protected override render(): TemplateResult {
    const { content, strings } = this;
    if (content === null || strings === null) return html``;
    const rows = layerRows(content.layers, this.collapsed);
    const cursor = rows.find((row) => row.layer.id === this.cursorId) ?? rows[0];
    return html`
      <div
        class="tree"
        role="tree"
        aria-label=${strings.layers.title}
        aria-description=${strings.layers.help}
        @keydown=${(event: KeyboardEvent) => this.onKey(event, rows)}
        @focusin=${this.onFocus}
      >
        ${repeat(
          rows,
          (row) => row.layer.id,
          (row) => this.renderRow(row, row === cursor, content, strings),
        )}
      </div>
    `;
  }

  private renderRow(
    row: LayerRow,
    reachable: boolean,
    content: EditorState,
    strings: EditorStrings,
  ): TemplateResult | typeof nothing {
    if (this.editor === null) return nothing;
    const { id, visible } = row.layer;
    return layerRow({
      row,
      strings,
      editor: this.editor,
      active: content.activeLayerId === id,
      reachable,
      fresh: this.freshId === id,
      onActivate: () => this.tell('layer-activate', { id }),
      onVisibility: () => this.tell('layer-visibility', { id, visible: !visible }),
      onExpand: () => this.setCollapsed(id, row.expanded === true),
    });
  }

  private onKey(event: KeyboardEvent, rows: readonly LayerRow[]): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const id = (event.target as HTMLElement).dataset['id'];
    const layer = rows.find((row) => row.layer.id === id)?.layer;
    if (layer === undefined) return;
    if (event.key === 'Enter') this.tell('layer-activate', { id: layer.id });
    else if (event.key === ' ') {
      this.tell('layer-visibility', { id: layer.id, visible: !layer.visible });
    } else {
      const move = treeMove(rows, layer.id, event.key);
      if (move === null) return;
      if (move.kind === 'focus') void this.focusRow(move.id);
      else this.setCollapsed(move.id, move.kind === 'collapse');
    }
    event.preventDefault();
  }

  private readonly onFocus = (event: FocusEvent): void => {
    this.cursorId = (event.target as HTMLElement).dataset['id'] ?? null;
  };

  private async focusRow(id: string): Promise<void> {
    this.cursorId = id;
    await this.updateComplete;
    const row = [...this.renderRoot.querySelectorAll<HTMLElement>('.row')].find(
      (element) => element.dataset['id'] === id,
    );
    row?.focus();
  }

  private setCollapsed(id: string, collapse: boolean): void {
    const collapsed = new Set(this.collapsed);
    if (collapse) collapsed.add(id);
    else collapsed.delete(id);
    this.collapsed = collapsed;
  }

  /** Opens the groups around a layer. */
  private reveal(id: string | null): void {
    const path = id === null ? null : pathTo(this.content?.layers ?? [], id);
    const groups = path?.slice(0, -1).map((group) => group.id) ?? [];
    if (!groups.some((group) => this.collapsed.has(group))) return;
    this.collapsed = new Set([...this.collapsed].filter((group) => !groups.includes(group)));
  }

  private tell<K extends keyof LayerListEvents>(type: K, detail: LayerListEvents[K]): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'supir-layers': LayerList;
  }
}
