import type { Rect, Size } from '../../../core/geometry';
import type { Image, Image8 } from '../../../core/image';
import type { Mask } from '../../../core/mask';

/** The rectangle of the next coarser level that holds `rect`. */
export function halfRect(rect: Rect): Rect {
  const x = Math.floor(rect.x / 2);
  const y = Math.floor(rect.y / 2);
  return {
    x,
    y,
    width: Math.ceil((rect.x + rect.width) / 2) - x,
    height: Math.ceil((rect.y + rect.height) / 2) - y,
  };
}

export function halfSize(size: Size): Size {
  return { width: Math.ceil(size.width / 2), height: Math.ceil(size.height / 2) };
}

/**
 * Averages 2 × 2 pixels of a level, colours weighted by alpha, to 8 bit. The cells lie on even
 * coordinates of the canvas; what is outside `rect` counts as transparent, outside `canvas` not.
 */
export function halveImage(image: Image, rect: Rect, canvas: Size): { rect: Rect; image: Image8 } {
  const out = halfRect(rect);
  const data = new Uint8ClampedArray(out.width * out.height * 4);
  const scale = image.depth === 8 ? 1 : 1 / 257;
  const source = image.data;
  for (let y = 0; y < out.height; y++) {
    for (let x = 0; x < out.width; x++) {
      const left = (out.x + x) * 2;
      const top = (out.y + y) * 2;
      let cells = 0;
      let red = 0;
      let green = 0;
      let blue = 0;
      let alpha = 0;
      for (let row = top; row < top + 2 && row < canvas.height; row++) {
        for (let column = left; column < left + 2 && column < canvas.width; column++) {
          cells++;
          const sx = column - rect.x;
          const sy = row - rect.y;
          if (sx < 0 || sy < 0 || sx >= rect.width || sy >= rect.height) continue;
          const i = (sy * rect.width + sx) * 4;
          const a = source[i + 3] as number;
          red += (source[i] as number) * a;
          green += (source[i + 1] as number) * a;
          blue += (source[i + 2] as number) * a;
          alpha += a;
        }
      }
      if (alpha === 0) continue;
      const to = (y * out.width + x) * 4;
      data[to] = (red / alpha) * scale;
      data[to + 1] = (green / alpha) * scale;
      data[to + 2] = (blue / alpha) * scale;
      data[to + 3] = (alpha / cells) * scale;
    }
  }
  return { rect: out, image: { width: out.width, height: out.height, depth: 8, data } };
}

/** As `halveImage`; what is outside `rect` counts as `outside`. */
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
