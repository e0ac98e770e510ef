import type { Rect, Size } from '../core/geometry';
import type { Image, Image8 } from '../core/image';
import type { Mask } from '../core/mask';
import { depthFactor } from './depth';

/** The rectangle of the next coarser level that holds `rect`. */
function halfRect(rect: Rect): Rect {
  const x = Math.floor(rect.x / 2);
  const y = Math.floor(rect.y / 2);
  return {
    x,
    y,
    width: Math.ceil((rect.x + rect.width) / 2) - x,
    height: Math.ceil((rect.y + rect.height) / 2) - y,
  };
}

/** Size of the next coarser level, rounded up. */
export function halfSize(size: Size): Size {
  return { width: Math.ceil(size.width / 2), height: Math.ceil(size.height / 2) };
}

/**
 * Averages 2 × 2 pixels of a level, colours weighted by alpha, to 8 bit. The cells are at even
 * coordinates of the canvas; outside `rect` counts as transparent, outside `canvas` not.
 */
export function halveImage(image: Image, rect: Rect, canvas: Size): { rect: Rect; image: Image8 } {
  const out = halfRect(rect);
  const data = new Uint8ClampedArray(out.width * out.height * 4);
  const unit = depthFactor(image.depth, 8);
  for (let y = 0, to = 0; y < out.height; y++) {
    const top = (out.y + y) * 2;
    const inRows = top >= rect.y && top + 1 < rect.y + rect.height;
    const rows = Math.min(2, canvas.height - top);
    for (let x = 0; x < out.width; x++, to += 4) {
      const left = (out.x + x) * 2;
      if (inRows && left >= rect.x && left + 1 < rect.x + rect.width) {
        const from = ((top - rect.y) * rect.width + (left - rect.x)) * 4;
        averageWhole(image.data, from, rect.width * 4, unit, data, to);
      } else {
        const columns = Math.min(2, canvas.width - left);
        averageCut(
          image.data,
          rect,
          { x: left, y: top, width: columns, height: rows },
          unit,
          data,
          to,
        );
      }
    }
  }
  return { rect: out, image: { width: out.width, height: out.height, depth: 8, data } };
}

/** Averages four pixels, the first at `from`, two of them a row of `line` values further down. */
function averageWhole(
  source: Image['data'],
  from: number,
  line: number,
  unit: number,
  data: Uint8ClampedArray,
  to: number,
): void {
  const [i, j] = [from + 4, from + line];
  const k = j + 4;
  const a = source[from + 3] as number;
  const b = source[i + 3] as number;
  const c = source[j + 3] as number;
  const d = source[k + 3] as number;
  const alpha = a + b + c + d;
  if (alpha === 0) return;
  const share = unit / alpha;
  for (let s = 0; s < 3; s++) {
    data[to + s] =
      ((source[from + s] as number) * a +
        (source[i + s] as number) * b +
        (source[j + s] as number) * c +
        (source[k + s] as number) * d) *
      share;
  }
  data[to + 3] = (alpha / 4) * unit;
}

/** Averages a cell at the border of the layer or the canvas. */
function averageCut(
  source: Image['data'],
  rect: Rect,
  cell: Rect,
  unit: number,
  data: Uint8ClampedArray,
  to: number,
): void {
  const sum = [0, 0, 0];
  let alpha = 0;
  for (let y = cell.y - rect.y; y < cell.y - rect.y + cell.height; y++) {
    for (let x = cell.x - rect.x; x < cell.x - rect.x + cell.width; x++) {
      if (x < 0 || y < 0 || x >= rect.width || y >= rect.height) continue;
      const i = (y * rect.width + x) * 4;
      const a = source[i + 3] as number;
      for (let s = 0; s < 3; s++) sum[s] = (sum[s] as number) + (source[i + s] as number) * a;
      alpha += a;
    }
  }
  if (alpha === 0) return;
  for (let s = 0; s < 3; s++) data[to + s] = ((sum[s] as number) / alpha) * unit;
  data[to + 3] = (alpha / (cell.width * cell.height)) * unit;
}

/** Averages a mask as `halveImage` does; pixels outside `rect` count as `outside`. */
export function halveMask(mask: Mask, rect: Rect, outside: number): { rect: Rect; mask: Mask } {
  const out = halfRect(rect);
  const data = new Uint8Array(out.width * out.height);
  for (let y = 0; y < out.height; y++) {
    for (let x = 0; x < out.width; x++) {
      let sum = 0;
      for (let cell = 0; cell < 4; cell++) {
        const sx = (out.x + x) * 2 + (cell & 1) - rect.x;
        const sy = (out.y + y) * 2 + (cell >> 1) - rect.y;
        const inside = sx >= 0 && sy >= 0 && sx < rect.width && sy < rect.height;
        sum += inside ? (mask.data[sy * rect.width + sx] as number) : outside;
      }
      data[y * out.width + x] = Math.round(sum / 4);
    }
  }
  return { rect: out, mask: { width: out.width, height: out.height, data } };
}
