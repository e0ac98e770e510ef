import type { OnRunEvent } from '../../core/events';
import type { Rect, Size } from '../../core/geometry';
import { CHANNELS, cropImage, type Image8 } from '../../core/image';
import type { Tensor } from '../../onnx/session';
import { RGB } from '../../pixels/planes';

/** Longest side of the sketch, pixels. */
const LONG_SIDE = 512;

/** Least time between two previews, milliseconds. */
const INTERVAL_MS = 300;

/** A small picture of the whole that previews of its windows are put into. */
export interface Sketch {
  /** Puts the preview of a window in its place, and shows the part that matters when the last is old. */
  put(preview: Image8, window: Rect): void;
}

/**
 * @param picture the working picture, [1, 3, h, w], −1…1
 * @param region the part that is shown, in pixels of the context
 */
export function createSketch(
  { dims, data }: Tensor,
  region: Rect,
  context: Size,
  onEvent: OnRunEvent,
): Sketch {
  const [, , height = 1, width = 1] = dims;
  const factor = Math.min(1, LONG_SIDE / Math.max(width, height));
  const size = {
    width: Math.max(1, Math.round(width * factor)),
    height: Math.max(1, Math.round(height * factor)),
  };
  const sketch: Image8 = {
    ...size,
    depth: 8,
    data: new Uint8ClampedArray(size.width * size.height * CHANNELS),
  };
  for (let y = 0, to = 0; y < size.height; y++) {
    const line = Math.floor(((y + 0.5) * height) / size.height) * width;
    for (let x = 0; x < size.width; x++, to += CHANNELS) {
      const from = line + Math.floor(((x + 0.5) * width) / size.width);
      for (let c = 0; c < RGB; c++) {
        sketch.data[to + c] = ((data[c * width * height + from] ?? 0) + 1) * 127.5;
      }
      sketch.data[to + RGB] = 255;
    }
  }
  const shown = scaled(region, context, size);
  let last = -Infinity;
  return {
    put(preview, window) {
      const place = scaled(window, { width, height }, size);
      for (let y = 0; y < place.height; y++) {
        const sy = Math.floor(((y + 0.5) * preview.height) / place.height);
        for (let x = 0; x < place.width; x++) {
          const sx = Math.floor(((x + 0.5) * preview.width) / place.width);
          const from = (sy * preview.width + sx) * CHANNELS;
          const to = ((place.y + y) * size.width + place.x + x) * CHANNELS;
          for (let c = 0; c < RGB; c++) sketch.data[to + c] = preview.data[from + c] ?? 0;
        }
      }
      const now = performance.now();
      if (now - last < INTERVAL_MS) return;
      last = now;
      onEvent({ type: 'preview', image: cropImage(sketch, shown) as Image8 });
    },
  };
}

/** A rectangle of one picture in the pixels of another, inside of it and not empty. */
function scaled(rect: Rect, from: Size, to: Size): Rect {
  const x = Math.min(to.width - 1, Math.floor((rect.x * to.width) / from.width));
  const y = Math.min(to.height - 1, Math.floor((rect.y * to.height) / from.height));
  const right = Math.ceil(((rect.x + rect.width) * to.width) / from.width);
  const bottom = Math.ceil(((rect.y + rect.height) * to.height) / from.height);
  return {
    x,
    y,
    width: Math.max(1, Math.min(to.width, right) - x),
    height: Math.max(1, Math.min(to.height, bottom) - y),
  };
}
