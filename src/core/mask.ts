import { type Rect, type Size, intersect, isEmpty, rectOfSize } from './geometry';

/** A soft selection or a layer mask: one byte a pixel, 0 = outside, 255 = fully inside. */
export interface Mask extends Size {
  readonly data: Uint8Array;
}

export function createMask(size: Size, value = 0): Mask {
  const data = new Uint8Array(size.width * size.height);
  if (value !== 0) data.fill(value);
  return { width: size.width, height: size.height, data };
}

/** Copies out `area`, given in the mask's own pixels; `outside` is its value outside the mask. */
export function cropMask(mask: Mask, area: Rect, outside = 0): Mask {
  const out = createMask(area, outside);
  const part = intersect(area, rectOfSize(mask));
  if (isEmpty(part)) return out;
  for (let row = 0; row < part.height; row++) {
    const from = (part.y + row) * mask.width + part.x;
    const to = (part.y - area.y + row) * area.width + (part.x - area.x);
    out.data.set(mask.data.subarray(from, from + part.width), to);
  }
  return out;
}

/** The smallest rectangle with all values above `threshold`; null when there is none. */
export function maskBounds(mask: Mask, threshold = 0): Rect | null {
  const { width, height, data } = mask;
  let top = -1;
  let bottom = -1;
  let left = width;
  let right = -1;
  for (let y = 0; y < height; y++) {
    const row = y * width;
    let first = 0;
    while (first < width && (data[row + first] ?? 0) <= threshold) first++;
    if (first === width) continue;
    let last = width - 1;
    while ((data[row + last] ?? 0) <= threshold) last--;
    if (top < 0) top = y;
    bottom = y;
    left = Math.min(left, first);
    right = Math.max(right, last);
  }
  if (top < 0) return null;
  return { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}
