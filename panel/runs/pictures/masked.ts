import { CHANNELS, createImage, maxValue, type Image, type Image8 } from '../../../src/core/image';
import type { Mask } from '../../../src/core/mask';

/** A copy of `image` whose alpha is multiplied by `mask`, which has the same size. */
export function withMaskAsAlpha(image: Image, mask: Mask): Image {
  const out = createImage(image, image.depth);
  out.data.set(image.data);
  for (let i = 0, a = CHANNELS - 1; i < mask.data.length; i++, a += CHANNELS) {
    out.data[a] = Math.round(((image.data[a] ?? 0) * (mask.data[i] ?? 0)) / 255);
  }
  return out;
}

/** The image in 8 bit; the same object when it already is. */
export function toImage8(image: Image): Image8 {
  if (image.depth === 8) return image;
  const data = new Uint8ClampedArray(image.data.length);
  const factor = maxValue(8) / maxValue(16);
  for (let i = 0; i < data.length; i++) data[i] = (image.data[i] ?? 0) * factor;
  return { width: image.width, height: image.height, depth: 8, data };
}
