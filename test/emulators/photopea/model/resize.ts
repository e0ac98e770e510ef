import type { Rect, Size } from '../../../../src/core/geometry';
import type { Layer, LayerMask } from './layer';
import { mapLayers } from './layer';
import { moveShapes } from './move-shapes';
import { newSamples, type Raster } from './raster';
import type { DocumentState } from './state';

interface Factors {
  readonly x: number;
  readonly y: number;
}

function scaledRect(rect: Rect, by: Factors): Rect {
  const x = Math.round(rect.x * by.x);
  const y = Math.round(rect.y * by.y);
  return {
    x,
    y,
    width: Math.round((rect.x + rect.width) * by.x) - x,
    height: Math.round((rect.y + rect.height) * by.y) - y,
  };
}

/**
 * How far right of and below their place, in source pixels, the editor takes its samples: what falls halfway between
 * two values goes the way the picture does to the right and downwards.
 */
const DRIFT = 1e-6;

/** Bilinear, `channels` values a pixel; with 4 the colours are weighted by alpha. */
function resample(
  source: ArrayLike<number>,
  from: Size,
  to: Size,
  channels: number,
  put: (index: number, value: number) => void,
): void {
  const value = (x: number, y: number, c: number): number => {
    const cx = Math.min(Math.max(x, 0), from.width - 1);
    const cy = Math.min(Math.max(y, 0), from.height - 1);
    return source[(cy * from.width + cx) * channels + c] ?? 0;
  };
  for (let y = 0; y < to.height; y++) {
    const sy = ((y + 0.5) * from.height) / to.height - 0.5 + DRIFT;
    const y0 = Math.floor(sy);
    for (let x = 0; x < to.width; x++) {
      const sx = ((x + 0.5) * from.width) / to.width - 0.5 + DRIFT;
      const x0 = Math.floor(sx);
      const weights = [
        (1 - sx + x0) * (1 - sy + y0),
        (sx - x0) * (1 - sy + y0),
        (1 - sx + x0) * (sy - y0),
        (sx - x0) * (sy - y0),
      ];
      const corner = (k: number, c: number): number => value(x0 + (k % 2), y0 + (k >> 1), c);
      const sum = (c: number, weight: (k: number) => number): number =>
        weights.reduce((total, w, k) => total + w * weight(k) * corner(k, c), 0);
      const out = (y * to.width + x) * channels;
      if (channels === 1) {
        put(out, Math.round(sum(0, () => 1)));
        continue;
      }
      const alpha = sum(3, () => 1);
      put(out + 3, Math.round(alpha));
      if (alpha === 0) continue;
      for (let c = 0; c < 3; c++) put(out + c, Math.round(sum(c, (k) => corner(k, 3)) / alpha));
    }
  }
}

export function resizeRaster(raster: Raster, rect: Rect): Raster {
  const data = newSamples(rect.width * rect.height * 4, raster.depth);
  resample(raster.data, raster.rect, rect, 4, (i, v) => (data[i] = v));
  return { rect, depth: raster.depth, data };
}

function resizeMask(mask: LayerMask, rect: Rect): LayerMask {
  const data = new Uint8Array(rect.width * rect.height);
  resample(mask.data, mask.rect, rect, 1, (i, v) => (data[i] = v));
  return { ...mask, rect, data };
}

/** Draws the content of a smart object anew; null: it has none, or none that can be read. */
export type Redraw = (layer: Layer, rect: Rect) => Raster | null;

function resizeLayer(layer: Layer, by: Factors, redraw: Redraw): Layer {
  const { raster, mask } = layer;
  const rect = raster && scaledRect(raster.rect, by);
  return {
    ...layer,
    raster: raster && rect && (redraw(layer, rect) ?? resizeRaster(raster, rect)),
    mask: mask && resizeMask(mask, scaledRect(mask.rect, by)),
    rest: moveShapes(layer.rest, { scaleX: by.x, scaleY: by.y, dx: 0, dy: 0 }),
  };
}

/** Everything scales, but for the selection, which stays where it was. */
export function resizeState(state: DocumentState, size: Size, redraw: Redraw): DocumentState {
  const by = { x: size.width / state.size.width, y: size.height / state.size.height };
  return {
    ...state,
    size,
    layers: mapLayers(state.layers, (layer) => resizeLayer(layer, by, redraw)),
  };
}
