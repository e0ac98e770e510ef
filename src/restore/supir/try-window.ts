import {
  area,
  intersect,
  rect,
  rectOfSize,
  type Point,
  type Rect,
  type Size,
} from '../../core/geometry';
import { vaeDownscale, type VaeConfig } from '../../networks/vae/vae-config';
import { slidingWindows } from '../../sampling/windows';
import type { SupirPlan } from './plan';

/** Side of what is tried, document pixels, where the run has no tiles of its own. */
const TRIED_SIDE = 512;

/** Its largest side, pixels of the working picture: the size that SDXL was made for. */
const LARGEST_SIDE = 1024;

/** Sides of pictures that the networks take are multiples of this, pixels. */
const MULTIPLE = 64;

/** Share of the picture from which on all of it is tried. */
const NEARLY_ALL = 2 / 3;

export interface TryQuestion {
  /** In pixels of the context. */
  readonly point: Point;
  readonly context: Size;
  readonly minSize: number;
}

/**
 * The latent cells that a try samples: of a run in tiles the tile whose middle is nearest to the
 * point, of any other a square around it; null: all of them, so that the try is the run.
 */
export function tryWindow(
  { working, samplerTiles }: Pick<SupirPlan, 'working' | 'samplerTiles'>,
  { point, context, minSize }: TryQuestion,
  vae: VaeConfig,
): Rect | null {
  const cell = vaeDownscale(vae);
  const all = { width: working.width / cell, height: working.height / cell };
  const at = {
    x: (point.x / context.width) * all.width,
    y: (point.y / context.height) * all.height,
  };
  if (samplerTiles !== null) {
    const windows = slidingWindows(all.height, all.width, samplerTiles.tile, samplerTiles.stride);
    return windows.length === 1 ? null : nearest(windows, at);
  }
  const factor = Math.max(working.width / context.width, working.height / context.height);
  const side = Math.min(LARGEST_SIDE, Math.max(TRIED_SIDE * factor, minSize));
  const cells = (Math.ceil(side / MULTIPLE) * MULTIPLE) / cell;
  const size = { width: Math.min(cells, all.width), height: Math.min(cells, all.height) };
  if (area(size) > NEARLY_ALL * area(all)) return null;
  return rect(
    startOf(at.x, size.width, all.width),
    startOf(at.y, size.height, all.height),
    size.width,
    size.height,
  );
}

function nearest(windows: readonly Rect[], { x, y }: Point): Rect | null {
  const distance = (window: Rect): number =>
    Math.hypot(window.x + window.width / 2 - x, window.y + window.height / 2 - y);
  return windows.reduce((best, window) => (distance(window) < distance(best) ? window : best));
}

function startOf(middle: number, length: number, all: number): number {
  return Math.min(all - length, Math.max(0, Math.round(middle - length / 2)));
}

/** The pixels of the context that show what a window holds. */
export function contextUnder(window: Rect, cells: Size, context: Size): Rect {
  const across = context.width / cells.width;
  const down = context.height / cells.height;
  const x = Math.floor(window.x * across);
  const y = Math.floor(window.y * down);
  const right = Math.ceil((window.x + window.width) * across);
  const bottom = Math.ceil((window.y + window.height) * down);
  return intersect(rect(x, y, right - x, bottom - y), rectOfSize(context));
}
