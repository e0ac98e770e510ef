import { CHANNELS, createImage, type Image } from '../../../src/core/image';
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
