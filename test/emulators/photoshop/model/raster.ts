import { type Rect, intersect, isEmpty } from '../../../../src/core/geometry';

export type PixelDepth = 8 | 16 | 32;

export type Samples = Uint8Array | Uint16Array | Float32Array;

/** The value of full white, and of full alpha. */
export const WHITE: Readonly<Record<PixelDepth, number>> = { 8: 255, 16: 32768, 32: 1 };

/**
 * Straight-alpha pixels on `rect` of the document: `colors` values and alpha, interleaved. 8 bit:
 * 0…255, 16 bit: 0…32768, 32 bit: 0…1 and beyond. Never changed once made.
 */
export interface Raster {
  readonly rect: Rect;
  readonly depth: PixelDepth;
  readonly colors: 1 | 3;
  readonly data: Samples;
}

export function newSamples(length: number, depth: PixelDepth): Samples {
  if (depth === 8) return new Uint8Array(length);
  return depth === 16 ? new Uint16Array(length) : new Float32Array(length);
}

/** Rounded and held in range where the depth has one. */
export function held(value: number, depth: PixelDepth): number {
  if (depth === 32) return value;
  const white = depth === 8 ? WHITE[8] : WHITE[16];
  if (value <= 0) return 0;
  return value >= white ? white : Math.round(value);
}

export function emptyRaster(rect: Rect, depth: PixelDepth, colors: 1 | 3): Raster {
  return { rect, depth, colors, data: newSamples(rect.width * rect.height * (colors + 1), depth) };
}

/** The values on exactly `area`, transparent where the raster ends. */
export function onArea(raster: Raster, area: Rect): Raster {
  const out = emptyRaster(area, raster.depth, raster.colors);
  const part = intersect(raster.rect, area);
  if (isEmpty(part)) return out;
  const n = raster.colors + 1;
  for (let y = 0; y < part.height; y++) {
    const from = ((part.y - raster.rect.y + y) * raster.rect.width + part.x - raster.rect.x) * n;
    const to = ((part.y - area.y + y) * area.width + part.x - area.x) * n;
    out.data.set(raster.data.subarray(from, from + part.width * n), to);
  }
  return out;
}

/** Where alpha is not 0; null where it is everywhere. */
export function pixelExtent({ rect, data, colors }: Raster): Rect | null {
  const n = colors + 1;
  let [left, top, right, bottom] = [rect.width, -1, -1, -1];
  for (let y = 0; y < rect.height; y++) {
    const row = y * rect.width * n + colors;
    let x = 0;
    while (x < rect.width && data[row + x * n] === 0) x++;
    if (x === rect.width) continue;
    left = Math.min(left, x);
    x = rect.width - 1;
    while (x > right && data[row + x * n] === 0) x--;
    right = Math.max(right, x);
    if (top < 0) top = y;
    bottom = y;
  }
  if (top < 0) return null;
  return { x: rect.x + left, y: rect.y + top, width: right - left + 1, height: bottom - top + 1 };
}

/** Cut to its pixels; null where there are none. */
export function trimmed(raster: Raster): Raster | null {
  const extent = pixelExtent(raster);
  if (extent === null) return null;
  const same = extent.width === raster.rect.width && extent.height === raster.rect.height;
  return same ? raster : onArea(raster, extent);
}

/** Each value by itself to another depth. */
export function toDepth(raster: Raster, depth: PixelDepth): Raster {
  if (raster.depth === depth) return raster;
  const data = newSamples(raster.data.length, depth);
  const factor = WHITE[depth] / WHITE[raster.depth];
  for (let i = 0; i < data.length; i++) data[i] = held((raster.data[i] ?? 0) * factor, depth);
  return { ...raster, depth, data };
}

/** Resampled to `rect`: averages when it shrinks by a whole number, else the nearest pixel. */
export function resized(raster: Raster, rect: Rect): Raster {
  const { width, height } = raster.rect;
  const fx = width / rect.width;
  const fy = height / rect.height;
  const out = emptyRaster(rect, raster.depth, raster.colors);
  const whole = Number.isInteger(fx) && Number.isInteger(fy) && fx * fy > 1;
  const n = raster.colors + 1;
  for (let y = 0, to = 0; y < rect.height; y++) {
    for (let x = 0; x < rect.width; x++, to += n) {
      if (whole) averageInto(raster, out, to, { x: x * fx, y: y * fy, width: fx, height: fy });
      else {
        const from = (Math.floor((y + 0.5) * fy) * width + Math.floor((x + 0.5) * fx)) * n;
        for (let c = 0; c < n; c++) out.data[to + c] = raster.data[from + c] ?? 0;
      }
    }
  }
  return out;
}

/** Colours weigh by their alpha. */
function averageInto(from: Raster, out: Raster, to: number, cell: Rect): void {
  const { colors, data, rect, depth } = from;
  const sums = new Float64Array(colors);
  const plain = new Float64Array(colors);
  let alpha = 0;
  for (let y = cell.y; y < cell.y + cell.height; y++) {
    for (let x = cell.x; x < cell.x + cell.width; x++) {
      const at = (y * rect.width + x) * (colors + 1);
      const a = data[at + colors] ?? 0;
      alpha += a;
      for (let c = 0; c < colors; c++) {
        sums[c] = (sums[c] ?? 0) + (data[at + c] ?? 0) * a;
        plain[c] = (plain[c] ?? 0) + (data[at + c] ?? 0);
      }
    }
  }
  const count = cell.width * cell.height;
  for (let c = 0; c < colors; c++) {
    const value = alpha > 0 ? (sums[c] ?? 0) / alpha : (plain[c] ?? 0) / count;
    out.data[to + c] = held(value, depth);
  }
  out.data[to + colors] = held(alpha / count, depth);
}
