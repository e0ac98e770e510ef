import { LitElement, css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { RenderedPixels } from '../../editor';

/** Asks for a picture that fits a square of `maxSide` pixels. */
export type RenderThumbnail = (maxSide: number) => Promise<RenderedPixels>;

/** Side of the picture, CSS pixels. */
const SIDE = 32;

/** A small picture that is asked for once it scrolls into sight, and again when `key` changes. */
@customElement('supir-thumbnail')
export class Thumbnail extends LitElement {
  static override styles = css`
    :host {
      display: grid;
      place-items: center;
      box-sizing: border-box;
      width: ${SIDE}px;
      height: ${SIDE}px;
      border-radius: 2px;
      overflow: hidden;
      box-shadow: 0 0 0 1px var(--spectrum-gray-400);
      background: repeating-conic-gradient(#d2d2d2 0 25%, #fff 0 50%) 0 0 / 8px 8px;
    }
    :host([plain]) {
      background: none;
    }
    canvas {
      max-width: 100%;
      max-height: 100%;
    }
  `;

  @property({ attribute: false }) key = '';
  @property({ attribute: false }) source: RenderThumbnail | null = null;
  @query('canvas') private canvas!: HTMLCanvasElement;

  private inSight = false;
  private shownKey: string | null = null;
  private readonly watching = new IntersectionObserver((entries) => {
    this.inSight = entries.at(-1)?.isIntersecting ?? false;
    void this.refresh();
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.watching.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.watching.disconnect();
  }

  protected override render(): TemplateResult {
    return html`<canvas width="1" height="1"></canvas>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('key')) void this.refresh();
  }

  private async refresh(): Promise<void> {
    const { key, source } = this;
    if (!this.inSight || source === null || key === this.shownKey) return;
    this.shownKey = key;
    try {
      const pixels = await source(Math.ceil(SIDE * devicePixelRatio));
      if (key === this.key) this.paint(pixels);
    } catch {
      // The layer or the document went away meanwhile; its row goes with it.
      if (key === this.key) this.shownKey = null;
    }
  }

  private paint({ width, height, data }: RenderedPixels): void {
    this.canvas.width = width;
    this.canvas.height = height;
    this.canvas.style.aspectRatio = `${width} / ${height}`;
    const context = this.canvas.getContext('2d');
    if (width > 0 && height > 0) context?.putImageData(new ImageData(data, width, height), 0, 0);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'supir-thumbnail': Thumbnail;
  }
}
