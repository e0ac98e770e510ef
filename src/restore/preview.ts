import type { OnRunEvent } from '../core/events';
import { type Rect, type Size, area } from '../core/geometry';
import { CHANNELS, createImage, type Image, type Image8 } from '../core/image';
import { depthFactor } from '../pixels/depth';

/** Longer side of a preview, pixels. */
const LONG_SIDE = 256;

/** Least time between two previews, milliseconds. */
const INTERVAL_MS = 300;

export interface Preview {
  /** Takes over the finished `part` of `image`, and sends the preview when the last one is old. */
  update(image: Image, part: Rect): void;
}

/** A small picture of the region that changes from the source to the result, tile by tile. */
export function createPreview(source: Image, region: Rect, onEvent: OnRunEvent): Preview {
  const size = previewSize(region);
  const picture: Image8 = { ...size, depth: 8, data: new Uint8ClampedArray(area(size) * CHANNELS) };
  sample(source, region, picture, { x: 0, y: 0, ...size });
  let shown = -Infinity;
  return {
    update(image, part) {
      const whole = { x: 0, y: 0, width: image.width, height: image.height };
      sample(image, whole, picture, covered(part, image, size));
      const now = performance.now();
      if (now - shown < INTERVAL_MS) return;
      shown = now;
      const copy = createImage(size, 8);
      copy.data.set(picture.data);
      onEvent({ type: 'preview', image: copy as Image8 });
    },
  };
}

function previewSize(region: Size): Size {
  const factor = Math.min(1, LONG_SIDE / Math.max(region.width, region.height));
  return {
    width: Math.max(1, Math.round(region.width * factor)),
    height: Math.max(1, Math.round(region.height * factor)),
  };
}

/** The preview's pixels whose centres are in `part` of a picture of size `of`. */
function covered(part: Rect, of: Size, size: Size): Rect {
  const x = Math.ceil((part.x / of.width) * size.width - 0.5);
  const y = Math.ceil((part.y / of.height) * size.height - 0.5);
  const right = Math.ceil(((part.x + part.width) / of.width) * size.width - 0.5);
  const bottom = Math.ceil(((part.y + part.height) / of.height) * size.height - 0.5);
  return { x, y, width: right - x, height: bottom - y };
}

/** Reads the nearest pixels of `from` for the preview's `part`. */
function sample(image: Image, from: Rect, picture: Image8, part: Rect): void {
  const factor = depthFactor(image.depth, 8);
  for (let y = part.y; y < part.y + part.height; y++) {
    const sy = from.y + Math.floor(((y + 0.5) / picture.height) * from.height);
    for (let x = part.x; x < part.x + part.width; x++) {
      const sx = from.x + Math.floor(((x + 0.5) / picture.width) * from.width);
      const i = (sy * image.width + sx) * CHANNELS;
      const o = (y * picture.width + x) * CHANNELS;
      for (let c = 0; c < CHANNELS; c++) picture.data[o + c] = (image.data[i + c] ?? 0) * factor;
    }
  }
}
