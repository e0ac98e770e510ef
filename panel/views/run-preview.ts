import { LitElement, css, html, type PropertyValues, type TemplateResult } from 'lit';
import type { Image8 } from '../../src/core/image';

/** A small picture of the result in the making; property `image`. */
export class RunPreview extends LitElement {
  static override readonly properties = { image: { attribute: false } };

  static override readonly styles = css`
    :host {
      display: block;
    }
    canvas {
      display: block;
      width: 100%;
      max-height: 200px;
      border-radius: 10px;
      object-fit: contain;
    }
  `;

  declare image: Image8 | null;

  constructor() {
    super();
    this.image = null;
  }

  protected override render(): TemplateResult {
    return html`<canvas part="canvas"></canvas>`;
  }

  protected override updated(changed: PropertyValues): void {
    const { image } = this;
    const canvas = this.renderRoot.querySelector('canvas');
    if (image === null || canvas === null || !changed.has('image')) return;
    canvas.width = image.width;
    canvas.height = image.height;
    const pixels = new ImageData(image.width, image.height);
    pixels.data.set(image.data);
    canvas.getContext('2d')?.putImageData(pixels, 0, 0);
  }
}

customElements.define('run-preview', RunPreview);
