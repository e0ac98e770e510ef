import { type Rect, intersect, isEmpty } from '../../../../src/core/geometry';
import type { Depth } from '../../../../src/core/image';
import { maskBounds } from '../../../../src/core/mask';

export type Samples = Uint8ClampedArray | Uint16Array;

/** Straight-alpha RGBA on `rect`, in document pixels. Never changed once made. */
export interface Raster {
  readonly rect: Rect;
  readonly depth: Depth;
  readonly data: Samples;
}

/** One byte a pixel on `rect`; `outside` everywhere else. Never changed once made. */
export interface Coverage {
  readonly rect: Rect;
  readonly data: Uint8Array;
  readonly outside: number;
}

export function newSamples(length: number, depth: Depth): Samples {
  return depth === 8 ? new Uint8ClampedArray(length) : new Uint16Array(length);
}

export function emptyRaster(rect: Rect, depth: Depth): Raster {
  return { rect, depth, data: newSamples(rect.width * rect.height * 4, depth) };
}

/** The part inside `area`; null when there is none. */
export function cutRaster(raster: Raster, area: Rect): Raster | null {
  const part = intersect(raster.rect, area);
  if (isEmpty(part)) return null;
  const out = newSamples(part.width * part.height * 4, raster.depth);
  for (let y = 0; y < part.height; y++) {
    const from = ((part.y - raster.rect.y + y) * raster.rect.width + part.x - raster.rect.x) * 4;
    out.set(raster.data.subarray(from, from + part.width * 4), y * part.width * 4);
  }
  return { rect: part, depth: raster.depth, data: out };
}

/** Without the rows and columns at its edges in which every pixel is transparent; null when nothing is left. */
export function withoutClearEdges(raster: Raster): Raster | null {
  const { rect, data } = raster;
  const seen = new Uint8Array(rect.width * rect.height).map((_, i) => (data[i * 4 + 3] ? 1 : 0));
  const kept = maskBounds({ width: rect.width, height: rect.height, data: seen });
  return kept && cutRaster(raster, { ...kept, x: rect.x + kept.x, y: rect.y + kept.y });
}

export function coverageAt(coverage: Coverage, x: number, y: number): number {
  const { rect } = coverage;
  const column = x - rect.x;
  const row = y - rect.y;
  if (column < 0 || row < 0 || column >= rect.width || row >= rect.height) return coverage.outside;
  return coverage.data[row * rect.width + column] ?? coverage.outside;
}

/** The values on exactly `area`. */
export function coverageOn(coverage: Coverage, area: Rect): Coverage {
  const data = new Uint8Array(area.width * area.height).fill(coverage.outside);
  const part = intersect(coverage.rect, area);
  for (let y = 0; y < part.height; y++) {
    const from = (part.y - coverage.rect.y + y) * coverage.rect.width + part.x - coverage.rect.x;
    const to = (part.y - area.y + y) * area.width + part.x - area.x;
    data.set(coverage.data.subarray(from, from + part.width), to);
  }
  return { rect: area, data, outside: coverage.outside };
}

export function shiftRaster(raster: Raster, dx: number, dy: number): Raster {
  return { ...raster, rect: { ...raster.rect, x: raster.rect.x + dx, y: raster.rect.y + dy } };
}

export function shiftCoverage(coverage: Coverage, dx: number, dy: number): Coverage {
  const { rect } = coverage;
  return { ...coverage, rect: { ...rect, x: rect.x + dx, y: rect.y + dy } };
}
