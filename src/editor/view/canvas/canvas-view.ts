import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Point } from '../../../core/geometry';
import type { Editor } from '../../editor';
import type { EditorState } from '../../editor-state';
import type { SelectionMode } from '../../select/selection-shape';
import { shapeOf, type Drag } from '../tools/selection-drag';
import type { Tool } from '../tools/tool';
import type { AntsScene } from './ants';
import * as cameras from './camera';
import { CanvasCamera } from './canvas-camera';
import { emit } from './canvas-events';
import { CanvasLayers } from './canvas-layers';
import { canvasStyles } from './canvas-styles';
import { ComparedTiles } from './compared-tiles';
import { cursorFor } from './cursor';
import type { PointerActions } from './gestures';
import { measureLabel } from './measure-label';
import { CanvasPointer } from './pointer';

const NOWHERE: Point = { x: 0, y: 0 };
const NO_OUTLINE: readonly Float32Array[] = [];

/** The document on its pasteboard. The events of `canvas-events.ts` carry the wishes of the tools. */
@customElement('supir-canvas')
export class CanvasView extends LitElement {
  static override styles = canvasStyles;

  @property({ attribute: false }) editor: Editor | null = null;
  @property({ attribute: false }) content: EditorState | null = null;
  @property({ attribute: false }) tool: Tool = 'rect';
  @property({ attribute: false }) mode: SelectionMode = 'replace';
  /** True while the space bar is down. */
  @property({ attribute: false }) panning = false;
  @property({ attribute: false }) altDown = false;
  /** The layer that the view leaves out, for "before"; null: none. */
  @property({ attribute: false }) without: string | null = null;

  @state() private drag: Drag | null = null;
  @state() private offset: Point = NOWHERE;
  @query('#picture') private picture!: HTMLCanvasElement;
  @query('#ants') private antsCanvas!: HTMLCanvasElement;

  /** Drawn shape that stays in sight until the selection that it becomes arrives. */
  private settling: Drag | null = null;
  /** True from a committed draw or carry until `settled()`. */
  private waiting = false;
  private hoverAt: Point | null = null;
  private frame = 0;
  private layers: CanvasLayers | null = null;
  private readonly camera = new CanvasCamera(
    this,
    () => this.changedView(),
    () => {
      if (this.camera.current === null) this.follow();
      else this.changedView();
      this.paint();
    },
  );
  private readonly pointer = new CanvasPointer(this, this.actions());
  private readonly tiles = new ComparedTiles(
    () => this.editor,
    (error) => {
      if (error !== undefined) emit(this, 'view-failed', error);
      this.repaint();
    },
  );

  zoomFit(): void {
    this.camera.move((camera) => cameras.fit(camera));
  }

  zoomActual(): void {
    this.camera.move((camera) => cameras.zoomTo(camera, 1));
  }

  zoomStep(direction: 1 | -1): void {
    this.camera.move((camera) => cameras.zoomStep(camera, direction));
  }

  /** Moves the view by CSS pixels. */
  pan(dx: number, dy: number): void {
    this.camera.move((camera) => cameras.pan(camera, dx, dy));
  }

  /** Ends the pointer's gesture; false where there was none. */
  cancelGesture(): boolean {
    const busy = this.pointer.busy;
    this.pointer.cancel();
    return busy;
  }

  modifiersChanged(held: { readonly shift: boolean; readonly alt: boolean }): void {
    this.pointer.modifiersChanged(held);
  }

  /** Call when a `tool-select` or `tool-carry` has taken effect. */
  settled(): void {
    this.waiting = false;
    this.settling = null;
    this.offset = NOWHERE;
    this.repaint();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('pointerdown', this.pointer.down);
    this.addEventListener('pointermove', this.pointer.move);
    this.addEventListener('pointerup', this.pointer.up);
    this.addEventListener('pointercancel', this.pointer.cancel);
    this.addEventListener('pointerleave', this.pointer.leave);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.layers?.stop();
    this.tiles.clear();
    cancelAnimationFrame(this.frame);
    this.frame = 0;
  }

  protected override render(): TemplateResult {
    const label = measureLabel(this.drag, this.hoverAt, this.camera.viewport);
    return html`
      <canvas id="picture"></canvas>
      <canvas id="ants"></canvas>
      ${
        label === null
          ? nothing
          : html`<div class="measure" style=${label.style}>${label.text}</div>`
      }
    `;
  }

  protected override updated(changed: PropertyValues<this>): void {
    this.layers ??= new CanvasLayers(this.picture, this.antsCanvas);
    if (changed.has('content')) this.follow();
    this.showCursor();
    this.repaint();
  }

  private showCursor(): void {
    const over = this.hoverAt !== null && this.isOverSelection(this.hoverAt);
    this.setAttribute('cursor', cursorFor(this.effectiveTool, this.mode, this.altDown, over));
  }

  private hover(at: Point | null): void {
    this.hoverAt = at;
    if (this.drag !== null) this.requestUpdate();
    else if (!this.pointer.busy) this.showCursor();
  }

  private get effectiveTool(): Tool {
    return this.panning ? 'hand' : this.tool;
  }

  private follow(): void {
    const open = this.content?.document ?? null;
    if (open === null) this.tiles.clear();
    this.camera.follow(open);
    const bounds = this.content?.selection?.bounds ?? null;
    if (bounds === null) delete this.dataset['selection'];
    else {
      const { x, y, width, height } = bounds;
      this.dataset['selection'] = [x, y, width, height].join();
    }
    this.changedView();
  }

  private changedView(): void {
    this.removeAttribute('data-ready');
    this.repaint();
    emit(this, 'view-change', this.camera.zoom);
  }

  private repaint(): void {
    if (this.frame === 0) this.frame = requestAnimationFrame(() => this.paint());
  }

  private paint(): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    const { layers } = this;
    const camera = this.camera.current;
    if (layers === null) return;
    const open = this.content?.document ?? null;
    if (open === null || camera === null) {
      layers.clear(this.camera.viewport);
      return;
    }
    const tiles = this.tiles.want(open, camera, this.without);
    layers.paint(open.size, camera, tiles, this.scene());
    const { zoom, originX, originY } = camera.view;
    Object.assign(this.dataset, { zoom, originX, originY });
    this.toggleAttribute('data-ready', tiles.complete && !this.waiting);
  }

  private scene(): AntsScene {
    const drawn = this.drag ?? this.settling;
    const outline = drawn?.mode === 'replace' ? null : this.content?.selection?.outline;
    const shape = drawn === null ? null : shapeOf(drawn);
    return { outline: outline ?? NO_OUTLINE, offset: this.offset, shape };
  }

  private isOverSelection(at: Point): boolean {
    if (this.content?.selection === null || this.drag !== null) return false;
    return this.layers?.isInside(at, this.camera.viewport) ?? false;
  }

  private actions(): PointerActions {
    return {
      tool: () => this.effectiveTool,
      mode: () => this.mode,
      spaceDown: () => this.panning,
      hasSelection: () => this.content?.selection !== null,
      overSelection: (at) => this.isOverSelection(at),
      toDocument: (at) => this.camera.toDocument(at),
      panBy: (dx, dy) => this.camera.move((camera) => cameras.pan(camera, dx, dy)),
      zoomBy: (factor, anchor) =>
        this.camera.move((camera) => cameras.zoomBy(camera, factor, anchor)),
      zoomStep: (direction, anchor) =>
        this.camera.move((camera) => cameras.zoomStep(camera, direction, anchor)),
      drawing: (drag) => (this.drag = drag),
      draw: (drag) => this.commit(drag),
      carrying: (offset) => (this.offset = offset ?? NOWHERE),
      carry: (offset) => {
        this.wait();
        emit(this, 'tool-carry', offset);
      },
      click: () => emit(this, 'tool-deselect', null),
      hover: (at) => this.hover(at),
    };
  }

  private wait(): void {
    this.waiting = true;
    this.removeAttribute('data-ready');
  }

  private commit(drag: Drag): void {
    const shape = shapeOf(drag);
    this.drag = null;
    if (shape === null) return;
    this.settling = drag;
    this.wait();
    emit(this, 'tool-select', { shape, mode: drag.mode });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'supir-canvas': CanvasView;
  }
}
