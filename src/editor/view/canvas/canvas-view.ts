import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { DocRect, Size, Point } from '../../../core/geometry';
import type { SelectionMode } from '../../select/selection-shape';
import type { DocumentState, EditorState } from '../../editor-state';
import type { RenderedPixels, Editor } from '../../editor';
import { shapeOf, type Drag } from '../tools/gesture';
import type { Tool } from '../tools/tool';
import { Ants } from './ants';
import * as cameras from './camera';
import type { Camera } from './camera';
import { canvasStyles } from './canvas-styles';
import { cursorFor } from './cursor';
import { emit } from './canvas-events';
import { measureLabel } from './measure-label';
import { neededTiles, paintPicture } from './paint-picture';
import { CanvasPointer, type PointerActions } from './pointer';
import { TileLoader } from './tile-loader';
import { toDocument, type Viewport } from './view-transform';
import { wheelAction } from './wheel';

const NOWHERE: Point = { x: 0, y: 0 };
const NO_OUTLINE: readonly Float32Array[] = [];

/** The document on its pasteboard. What the tools want is told by the events of `events.ts`. */
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

  private camera: Camera | null = null;
  private viewport: Viewport = { width: 0, height: 0, density: 1 };
  /** A drawn shape stays in sight until the selection that it becomes arrives. */
  private settling: Drag | null = null;
  /** True from a committed draw or carry until `settled()`. */
  private waiting = false;
  private hoverAt: Point | null = null;
  private frame = 0;
  private ants: Ants | null = null;
  private readonly resizing = new ResizeObserver((entries) => this.onResize(entries));
  private readonly pointer = new CanvasPointer(this, this.actions());
  private readonly tiles = this.loader((editor, ...region) => editor.renderRegion(...region));
  /** The same document without the layer `without`; kept, so that before and after change at once. */
  private readonly bareTiles = this.loader((editor, ...region) =>
    editor.renderWithout(this.without ?? '', ...region),
  );

  /** Device pixels per document pixel; 1 is 100 %. */
  get zoom(): number {
    return this.camera === null ? 1 : cameras.zoomOf(this.camera);
  }

  zoomFit(): void {
    this.look((camera) => cameras.fit(camera));
  }

  zoomActual(): void {
    this.look((camera) => cameras.zoomTo(camera, 1));
  }

  zoomStep(direction: 1 | -1): void {
    this.look((camera) => cameras.zoomStep(camera, direction));
  }

  /** CSS pixels. */
  pan(dx: number, dy: number): void {
    this.look((camera) => cameras.pan(camera, dx, dy));
  }

  /** Ends what the pointer is doing; false when it was doing nothing. */
  cancelGesture(): boolean {
    const busy = this.pointer.busy;
    this.pointer.cancel();
    return busy;
  }

  modifiersChanged(held: { readonly shift: boolean; readonly alt: boolean }): void {
    this.pointer.modifiersChanged(held);
  }

  /** Call when a `tool-select` or `tool-carry` has been dealt with. */
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
    this.addEventListener('wheel', this.onWheel, { passive: false });
    this.resizing.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.resizing.disconnect();
    this.ants?.stop();
    this.tiles.clear();
    this.bareTiles.clear();
    cancelAnimationFrame(this.frame);
    this.frame = 0;
  }

  protected override render(): TemplateResult {
    const label = measureLabel(this.drag, this.hoverAt, this.viewport);
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
    this.ants ??= new Ants(this.antsCanvas);
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
    if (open === null) {
      this.camera = null;
      this.tiles.clear();
      this.bareTiles.clear();
    } else if (this.viewport.width > 0) {
      const subject = { documentId: open.id, size: open.size };
      this.camera = cameras.lookAt(this.camera, subject, this.viewport);
    }
    const bounds = this.content?.selection?.bounds ?? null;
    if (bounds === null) delete this.dataset['selection'];
    else {
      const { x, y, width, height } = bounds;
      this.dataset['selection'] = [x, y, width, height].join();
    }
    this.changedView();
  }

  private look(move: (camera: Camera) => Camera): void {
    if (this.camera === null) return;
    this.camera = move(this.camera);
    this.changedView();
  }

  private changedView(): void {
    this.removeAttribute('data-ready');
    this.repaint();
    emit(this, 'view-change', this.zoom);
  }

  private readonly onWheel = (event: WheelEvent): void => {
    event.preventDefault();
    const action = wheelAction(event);
    const box = this.getBoundingClientRect();
    const anchor = { x: event.clientX - box.left, y: event.clientY - box.top };
    this.look((camera) =>
      action.kind === 'zoom'
        ? cameras.zoomBy(camera, action.factor, anchor)
        : cameras.pan(camera, action.dx, action.dy),
    );
  };

  private onResize(entries: readonly ResizeObserverEntry[]): void {
    const box = entries.at(-1)?.contentRect;
    if (box === undefined || box.width === 0 || box.height === 0) return;
    this.viewport = { width: box.width, height: box.height, density: devicePixelRatio };
    if (this.camera === null) this.follow();
    else this.look((camera) => cameras.resizeCamera(camera, this.viewport));
    this.paint();
  }

  private repaint(): void {
    if (this.frame === 0) this.frame = requestAnimationFrame(() => this.paint());
  }

  private paint(): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    const context = this.hasUpdated ? this.picture.getContext('2d') : null;
    if (context === null) return;
    this.fitCanvases();
    const open = this.content?.document ?? null;
    if (open === null || this.camera === null) {
      context.clearRect(0, 0, this.picture.width, this.picture.height);
      this.ants?.clear();
      return;
    }
    const { view, viewport } = this.camera;
    const tiles = this.wantTiles(open, this.camera);
    paintPicture(context, view, open.size, viewport, tiles);
    const drawn = this.drag ?? this.settling;
    const scene = {
      outline:
        drawn?.mode === 'replace' ? NO_OUTLINE : (this.content?.selection?.outline ?? NO_OUTLINE),
      offset: this.offset,
      shape: drawn === null ? null : shapeOf(drawn),
    };
    this.ants?.show(scene, view, viewport);
    this.dataset['zoom'] = String(view.zoom);
    this.dataset['originX'] = String(view.originX);
    this.dataset['originY'] = String(view.originY);
    this.toggleAttribute('data-ready', tiles.complete && !this.waiting);
  }

  /** Sets both loaders to work, one of them on nothing; returns the one to paint from. */
  private wantTiles(open: DocumentState, { view, viewport }: Camera): TileLoader {
    const { id, size, pixelsRevision } = open;
    const needed = neededTiles(view, size, viewport);
    const bare = this.without !== null;
    this.tiles.want({ documentId: id, size, pixelsRevision }, bare ? [] : needed);
    if (this.without === null) return this.tiles;
    const documentId = `${id} without ${this.without}`;
    this.bareTiles.want({ documentId, size, pixelsRevision }, needed);
    return this.bareTiles;
  }

  private loader(
    render: (
      editor: Editor,
      docRect: DocRect,
      size: Size,
      signal: AbortSignal,
    ) => Promise<RenderedPixels>,
  ): TileLoader {
    return new TileLoader(
      (docRect, size, signal) =>
        this.editor === null
          ? Promise.reject(new DOMException('No document', 'AbortError'))
          : render(this.editor, docRect, size, signal),
      (error) => {
        if (error !== undefined) emit(this, 'view-failed', error);
        this.repaint();
      },
    );
  }

  private fitCanvases(): void {
    const { width, height, density } = this.viewport;
    for (const canvas of [this.picture, this.antsCanvas]) {
      const wide = Math.max(1, Math.round(width * density));
      const high = Math.max(1, Math.round(height * density));
      if (canvas.width !== wide) canvas.width = wide;
      if (canvas.height !== high) canvas.height = high;
    }
  }

  private isOverSelection(at: Point): boolean {
    const { density } = this.viewport;
    if (this.content?.selection === null || this.drag !== null) return false;
    return this.ants?.contains(at.x * density, at.y * density) ?? false;
  }

  private actions(): PointerActions {
    return {
      tool: () => this.effectiveTool,
      mode: () => this.mode,
      spaceDown: () => this.panning,
      hasSelection: () => this.content?.selection !== null,
      overSelection: (at) => this.isOverSelection(at),
      toDocument: (at) => (this.camera === null ? at : toDocument(this.camera.view, at)),
      panBy: (dx, dy) => this.look((camera) => cameras.pan(camera, dx, dy)),
      zoomBy: (factor, anchor) => this.look((camera) => cameras.zoomBy(camera, factor, anchor)),
      zoomStep: (direction, anchor) =>
        this.look((camera) => cameras.zoomStep(camera, direction, anchor)),
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
