import { createMask, type Mask } from '../core/mask';

/**
 * Moves a soft mask's edge outwards by `radius` pixels (inwards when negative): each value becomes
 * the largest (smallest) within a disc. Soft edges keep their shape. Beyond the mask's own edges it
 * is taken to go on as it is there.
 */
export function growMask(mask: Mask, radius: number): Mask {
  if (radius === 0) return mask;
  return radius > 0 ? dilate(mask, radius) : invert(dilate(invert(mask), -radius));
}

function invert(mask: Mask): Mask {
  return { width: mask.width, height: mask.height, data: mask.data.map((v) => 255 - v) };
}

function dilate(mask: Mask, radius: number): Mask {
  const { width, height } = mask;
  const out = createMask(mask);
  const widest = createRowMaximum(width, radius);
  for (let y = 0; y < height; y++) {
    const row = mask.data.subarray(y * width, (y + 1) * width);
    if (row.every((v) => v === 0)) continue;
    for (let dy = 0; dy <= radius; dy++) {
      const reach = Math.floor(Math.sqrt(radius * radius - dy * dy));
      const spread = widest(row, reach);
      if (y - dy >= 0) raise(out.data, (y - dy) * width, spread);
      if (dy > 0 && y + dy < height) raise(out.data, (y + dy) * width, spread);
    }
  }
  return out;
}

function raise(data: Uint8Array, at: number, values: Uint8Array): void {
  for (let x = 0; x < values.length; x++) {
    const value = values[x] ?? 0;
    if (value > (data[at + x] ?? 0)) data[at + x] = value;
  }
}

/**
 * The maximum of a row over a sliding window of 2 · reach + 1, in constant time a pixel: from
 * running maxima forwards and backwards within blocks of the window's length (van Herk, 1992).
 */
function createRowMaximum(
  width: number,
  maxReach: number,
): (row: Uint8Array, reach: number) => Uint8Array {
  const length = width + 2 * maxReach;
  const padded = new Uint8Array(length);
  const forward = new Uint8Array(length);
  const backward = new Uint8Array(length);
  const out = new Uint8Array(width);
  return (row, reach) => {
    if (reach === 0) return row;
    const window = 2 * reach + 1;
    const used = width + 2 * reach;
    padded.fill(0, 0, used);
    padded.set(row, reach);
    for (let i = 0; i < used; i++) {
      const value = padded[i] ?? 0;
      forward[i] = i % window === 0 ? value : Math.max(value, forward[i - 1] ?? 0);
    }
    for (let i = used - 1; i >= 0; i--) {
      const value = padded[i] ?? 0;
      const last = i === used - 1 || i % window === window - 1;
      backward[i] = last ? value : Math.max(value, backward[i + 1] ?? 0);
    }
    for (let x = 0; x < width; x++) {
      out[x] = Math.max(backward[x] ?? 0, forward[x + window - 1] ?? 0);
    }
    return out;
  };
}
