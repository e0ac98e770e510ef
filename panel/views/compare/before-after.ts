import {
  html,
  LitElement,
  nothing,
  type CSSResultGroup,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { sameRect, type Size } from '../../../src/core/geometry';
import type { ComparePair } from '../../store/pictures';
import type { Strings } from '../../strings/strings';
import { beforeAfterStyles } from './before-after.styles';
import { drawPair } from './draw-pair';
import {
  clampPan,
  dividerAfterKey,
  NO_PAN,
  zoomFactor,
  type Pan,
  type Zoom,
} from './pair-geometry';

/** Moves the view by CSS pixels. */
const MIN_HEIGHT = 120;
const MAX_HEIGHT = 360;
const KEY_PAN = 40;

/** Shows before and after in one frame with a divider to drag, fitted or pixel for pixel. */
@customElement('before-after')
export class BeforeAfter extends LitElement {
  static override styles: CSSResultGroup = beforeAfterStyles;

  @property({ attribute: false }) pair: ComparePair | null = null;
  @property({ attribute: false }) labels: Strings['compare'] | null = null;
  @property() language = 'en';

  @state() private divider = 0.5;
  @state() private zoom: Zoom = 'fit';
  @state() private pan: Pan = NO_PAN;
  @state() private frame: Size = { width: 0, height: 0 };

  private resizing: ResizeObserver | null = null;
  private drag: { readonly kind: 'divider' | 'pan'; x: number; y: number } | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.resizing = new ResizeObserver(() => this.measure());
    this.resizing.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.resizing?.disconnect();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('pair')) return;
    // Another picture of the same result is looked at from the same place.
    const earlier = changed.get('pair') as ComparePair | null | undefined;
    if (earlier != null && earlier.before === this.pair?.before) {
      if (!sameRect(earlier.focus, this.pair.focus)) this.movePan(0, 0);
    } else {
      this.divider = 0.5;
      this.pan = NO_PAN;
    }
    this.measure();
  }

  protected override updated(): void {
    const canvas = this.renderRoot.querySelector('canvas');
    if (canvas === null || this.pair === null || this.frame.width === 0) return;
    drawPair(canvas, this.pair, this.canvasSize(), this.zoom, this.pan, this.divider);
  }

  override render(): TemplateResult {
    const { labels, zoom } = this;
    if (labels === null) return html``;
    const position = `${this.divider * 100}%`;
    return html`<div
        class="frame"
        part="frame"
        data-zoom=${zoom}
        style="height: ${this.frame.height}px"
        tabindex=${zoom === 'actual' ? 0 : nothing}
        role=${zoom === 'actual' ? 'application' : nothing}
        aria-label=${zoom === 'actual' ? labels.pan : nothing}
        @pointerdown=${this.onPointerDown}
        @pointermove=${this.onPointerMove}
        @pointerup=${this.onPointerUp}
        @pointercancel=${this.onPointerUp}
        @keydown=${this.onFrameKey}
        @dblclick=${() => this.setZoom(zoom === 'fit' ? 'actual' : 'fit')}
      >
        <canvas role="img" aria-label=${labels.title}></canvas>
        <span class="tag before" aria-hidden="true">${labels.before}</span>
        <span class="tag after" aria-hidden="true">${labels.after}</span>
        <div class="divider" style="left: ${position}">
          <div
            class="handle"
            id="handle"
            role="slider"
            tabindex="0"
            aria-label=${labels.slider}
            aria-orientation="horizontal"
            aria-valuemin="0"
            aria-valuemax="100"
            aria-valuenow=${Math.round(this.divider * 100)}
            aria-valuetext=${labels.sliderValue(this.percent(), labels.before)}
            @keydown=${this.onHandleKey}
          >
            <svg viewBox="0 0 16 16" aria-hidden="true">
              <path d="M6 4 2 8l4 4M10 4l4 4-4 4" />
            </svg>
          </div>
        </div>
      </div>
      <div class="bar">
        <span class="hint">${labels.hint}</span>
        <div class="zoom" role="group" aria-label=${labels.zoom}>
          ${this.zoomButton('fit', labels.fit, labels.fitHelp)}
          ${this.zoomButton('actual', labels.actual, labels.actualHelp)}
        </div>
      </div>`;
  }

  private zoomButton(zoom: Zoom, label: string, help: string): TemplateResult {
    return html`<button
      type="button"
      id="zoom-${zoom}"
      aria-pressed=${this.zoom === zoom}
      aria-label="${label}: ${help}"
      @click=${() => this.setZoom(zoom)}
    >
      ${label}
    </button>`;
  }

  private percent(): string {
    return new Intl.NumberFormat(this.language, { style: 'percent' }).format(this.divider);
  }

  private measure(): void {
    const width = this.clientWidth;
    if (this.pair === null || width === 0) return;
    const { focus } = this.pair;
    const fitted = focus.height * zoomFactor('fit', focus, { width, height: Infinity });
    const height = Math.round(Math.min(MAX_HEIGHT, Math.max(MIN_HEIGHT, fitted)));
    if (width !== this.frame.width || height !== this.frame.height) this.frame = { width, height };
  }

  /** Canvas pixels: one for each of the screen's. */
  private canvasSize(): Size {
    const { width, height } = this.frame;
    return {
      width: Math.round(width * devicePixelRatio),
      height: Math.round(height * devicePixelRatio),
    };
  }

  private setZoom(zoom: Zoom): void {
    this.zoom = zoom;
    this.pan = NO_PAN;
  }

  private movePan(dx: number, dy: number): void {
    if (this.pair === null) return;
    const moved = {
      x: this.pan.x + dx * devicePixelRatio,
      y: this.pan.y + dy * devicePixelRatio,
    };
    this.pan = clampPan(moved, this.zoom, this.pair.focus, this.canvasSize());
  }

  private moveDivider(clientX: number): void {
    const { left, width } = this.getBoundingClientRect();
    this.divider = Math.min(1, Math.max(0, (clientX - left) / width));
  }

  private readonly onPointerDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    const onHandle = event.composedPath().some((target) => (target as Element).id === 'handle');
    const kind = this.zoom === 'actual' && !onHandle ? 'pan' : 'divider';
    this.drag = { kind, x: event.clientX, y: event.clientY };
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    if (kind === 'divider') this.moveDivider(event.clientX);
  };

  private readonly onPointerMove = (event: PointerEvent): void => {
    const { drag } = this;
    if (drag === null) return;
    if (drag.kind === 'divider') this.moveDivider(event.clientX);
    else this.movePan(event.clientX - drag.x, event.clientY - drag.y);
    drag.x = event.clientX;
    drag.y = event.clientY;
  };

  private readonly onPointerUp = (): void => {
    this.drag = null;
  };

  private readonly onHandleKey = (event: KeyboardEvent): void => {
    const divider = dividerAfterKey(event.key, this.divider, event.shiftKey);
    if (divider === null) return;
    event.preventDefault();
    event.stopPropagation();
    this.divider = divider;
  };

  private readonly onFrameKey = (event: KeyboardEvent): void => {
    if (this.zoom !== 'actual') return;
    const [dx, dy] = {
      ArrowLeft: [KEY_PAN, 0],
      ArrowRight: [-KEY_PAN, 0],
      ArrowUp: [0, KEY_PAN],
      ArrowDown: [0, -KEY_PAN],
    }[event.key] ?? [0, 0];
    if (dx === 0 && dy === 0) return;
    event.preventDefault();
    this.movePan(dx ?? 0, dy ?? 0);
  };
}
