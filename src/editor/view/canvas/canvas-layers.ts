import type { Point, Size } from '../../../core/geometry';
import { Ants, type AntsScene } from './ants';
import type { Camera } from './camera';
import { paintPicture } from './paint-picture';
import type { TileLoader } from './tile-loader';
import type { Viewport } from './view-transform';

/** The two canvases that lie on each other: the picture, and the ants around what is selected. */
export class CanvasLayers {
  private readonly ants: Ants;

  constructor(
    private readonly picture: HTMLCanvasElement,
    private readonly overlay: HTMLCanvasElement,
  ) {
    this.ants = new Ants(overlay);
  }

  paint(document: Size, { view, viewport }: Camera, tiles: TileLoader, scene: AntsScene): void {
    this.fit(viewport);
    const context = this.picture.getContext('2d');
    if (context !== null) paintPicture(context, view, document, viewport, tiles);
    this.ants.show(scene, view, viewport);
  }

  clear(viewport: Viewport): void {
    this.fit(viewport);
    this.picture.getContext('2d')?.clearRect(0, 0, this.picture.width, this.picture.height);
    this.ants.clear();
  }

  stop(): void {
    this.ants.stop();
  }

  /** Whether a place, CSS pixels of the element, lies inside the outline shown. */
  isInside({ x, y }: Point, { density }: Viewport): boolean {
    return this.ants.contains(x * density, y * density);
  }

  private fit({ width, height, density }: Viewport): void {
    const wide = Math.max(1, Math.round(width * density));
    const high = Math.max(1, Math.round(height * density));
    for (const canvas of [this.picture, this.overlay]) {
      if (canvas.width !== wide) canvas.width = wide;
      if (canvas.height !== high) canvas.height = high;
    }
  }
}
