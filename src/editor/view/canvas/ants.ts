import type { SelectionShape } from '../../select/selection-shape';
import { paintAnts, polygonPath, screenOutline, shapePath } from './screen-outline';
import type { Point } from '../../../core/geometry';
import type { ViewTransform, Viewport } from './view-transform';

/** Selection and shape under the ants; all in document pixels. */
export interface AntsScene {
  readonly outline: readonly Float32Array[];
  /** Way that the selection has been carried. */
  readonly offset: Point;
  /** The shape being drawn, or waiting to become the selection. */
  readonly shape: SelectionShape | null;
}

const STEP_MS = 90;

/** Walks the ants on a canvas of its own; stands still where the user wants no motion. */
export class Ants {
  private timer: ReturnType<typeof setInterval> | undefined;
  private phase = 0;
  private border: Path2D | null = null;
  private shape: Path2D | null = null;
  private shown: { scene: AntsScene; view: ViewTransform; viewport: Viewport } | null = null;
  private readonly stillness = matchMedia('(prefers-reduced-motion: reduce)');

  constructor(private readonly canvas: HTMLCanvasElement) {}

  show(scene: AntsScene, view: ViewTransform, viewport: Viewport): void {
    const before = this.shown;
    this.shown = { scene, view, viewport };
    const moved = before === null || before.view !== view || before.viewport !== viewport;
    if (moved || before.scene.outline !== scene.outline || before.scene.offset !== scene.offset) {
      this.border = outlinePath(scene, view, viewport);
    }
    this.shape = scene.shape === null ? null : shapePath(scene.shape, view, viewport);
    this.paint();
    if (this.border === null && this.shape === null) this.stop();
    else this.timer ??= setInterval(this.step, STEP_MS);
  }

  /** Whether a place on the canvas, device pixels, is inside the outline shown. */
  contains(x: number, y: number): boolean {
    const context = this.canvas.getContext('2d');
    if (this.border === null || context === null) return false;
    context.setTransform(1, 0, 0, 1, 0, 0);
    return context.isPointInPath(this.border, x, y, 'evenodd');
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  clear(): void {
    this.stop();
    this.border = null;
    this.shape = null;
    this.shown = null;
    this.paint();
  }

  private readonly step = (): void => {
    if (this.stillness.matches || document.hidden) return;
    this.phase += Math.max(1, Math.round(devicePixelRatio));
    this.paint();
  };

  private paint(): void {
    const context = this.canvas.getContext('2d');
    if (context === null) return;
    const paths = [this.border, this.shape].filter((path) => path !== null);
    paintAnts(context, paths, this.phase, devicePixelRatio);
  }
}

function outlinePath(scene: AntsScene, view: ViewTransform, viewport: Viewport): Path2D | null {
  const carried = {
    ...view,
    originX: view.originX + scene.offset.x * view.zoom,
    originY: view.originY + scene.offset.y * view.zoom,
  };
  const polygons = screenOutline(scene.outline, carried, viewport);
  return polygons.length === 0 ? null : polygonPath(polygons);
}
