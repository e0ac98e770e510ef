import {
  html,
  LitElement,
  nothing,
  type CSSResultGroup,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { contains, type Point, type Size } from '../../../src/core/geometry';
import type { TryHere } from '../../store/try-here';
import { pointAfterKey, pointUnder, sharesOf, squareAround, type Shares } from './try-geometry';
import { tryPictureStyles } from './try-picture.styles';

const MAX_HEIGHT = 320;

/** How much of what is not selected still shows. */
const UNSELECTED = 0.4;

/** What the picture tells: the person has moved the point, or wants to try there. */
export type TryPictureEvent = CustomEvent<Point>;

/**
 * The picture to choose a point in, with the tile that was tried in its place. Events `point-moved`
 * and `point-chosen` carry document pixels.
 */
@customElement('try-picture')
export class TryPictureElement extends LitElement {
  static override styles: CSSResultGroup = tryPictureStyles;

  @property({ attribute: false }) tried: TryHere | null = null;
  /** Words for what the picture does. */
  @property() label = '';
  /** Words for the keys. */
  @property() keys = '';
  /** While something runs. */
  @property({ type: Boolean }) busy = false;

  @state() private width = 0;

  private resizing: ResizeObserver | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.resizing = new ResizeObserver(() => {
      this.width = this.clientWidth;
    });
    this.resizing.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.resizing?.disconnect();
  }

  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector<HTMLElement>('.picture')?.focus(options);
  }

  override render(): TemplateResult {
    const { tried } = this;
    if (tried === null) return html``;
    // Inside of an application the arrow keys are the page's, also where a screen reader runs.
    return html`<div role="application">${this.button(tried)}</div>`;
  }

  private button(tried: TryHere): TemplateResult {
    const { width, height } = this.frame();
    const { docRect } = tried.picture;
    const at = sharesOf({ ...tried.point, width: 0, height: 0 }, docRect);
    return html`<div
      class="picture"
      part="picture"
      role="button"
      tabindex="0"
      aria-label=${this.label}
      aria-description=${this.keys}
      aria-disabled=${this.busy}
      style="width: ${width}px; height: ${height}px"
      @click=${this.onClick}
      @keydown=${this.onKey}
    >
      <canvas aria-hidden="true"></canvas>
      ${isTried(tried) ? nothing : mark('square', sharesOf(squareAround(tried.point, docRect), docRect))}
      ${tried.tile === null ? nothing : mark('tile', sharesOf(tried.tile.docRect, docRect))}
      <div class="mark point" style="left: ${percent(at.x)}; top: ${percent(at.y)}"></div>
    </div>`;
  }

  protected override updated(changed: PropertyValues): void {
    const canvas = this.renderRoot.querySelector('canvas');
    if (canvas === null || this.tried === null || this.width === 0) return;
    if (changed.has('tried') || changed.has('width')) draw(canvas, this.tried, this.frame());
  }

  /** CSS pixels: as wide as the panel, unless the picture would be too high then. */
  private frame(): Size {
    const { width, height } = this.tried?.picture.docRect ?? { width: 1, height: 1 };
    const factor = Math.min(this.width / width, MAX_HEIGHT / height);
    return {
      width: Math.max(1, Math.round(width * factor)),
      height: Math.max(1, Math.round(height * factor)),
    };
  }

  private tell(name: 'point-moved' | 'point-chosen', point: Point): void {
    this.dispatchEvent(new CustomEvent(name, { detail: point }) satisfies TryPictureEvent);
  }

  private readonly onClick = (event: MouseEvent): void => {
    const { tried } = this;
    if (tried === null || this.busy) return;
    const shown = (event.currentTarget as HTMLElement).getBoundingClientRect();
    this.tell('point-chosen', pointUnder(event, shown, tried.picture.docRect));
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    const { tried } = this;
    if (tried === null || this.busy) return;
    const { point, picture } = tried;
    const isChoice = event.key === 'Enter' || event.key === ' ';
    const moved = pointAfterKey(event.key, point, picture.docRect, event.shiftKey);
    if (!isChoice && moved === null) return;
    event.preventDefault();
    if (moved === null) this.tell('point-chosen', point);
    else this.tell('point-moved', moved);
  };
}

/** Whether the point lies in the tile that is shown. */
function isTried({ tile, point }: TryHere): boolean {
  return tile !== null && contains(tile.docRect, { ...point, width: 1, height: 1 });
}

function mark(name: string, { x, y, width, height }: Shares): TemplateResult {
  return html`<div
    class="mark ${name}"
    style="left: ${percent(x)}; top: ${percent(y)}; width: ${percent(width)}; height: ${percent(height)}"
  ></div>`;
}

function percent(share: number): string {
  return `${share * 100}%`;
}

function draw(canvas: HTMLCanvasElement, { picture, tile }: TryHere, frame: Size): void {
  const width = Math.round(frame.width * devicePixelRatio);
  const height = Math.round(frame.height * devicePixelRatio);
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (context === null) return;
  context.imageSmoothingQuality = 'high';
  context.globalAlpha = UNSELECTED;
  context.drawImage(picture.pair.before, 0, 0, width, height);
  context.globalAlpha = 1;
  context.drawImage(picture.pair.after, 0, 0, width, height);
  if (tile === null) return;
  const { x, y, ...size } = sharesOf(tile.docRect, picture.docRect);
  context.drawImage(
    tile.pair.after,
    x * width,
    y * height,
    size.width * width,
    size.height * height,
  );
}
