import { CHANNELS, createImage, maxValue, type Image } from '../core/image';
import type { Mask } from '../core/mask';

const ALPHA = CHANNELS - 1;

export function isOpaque({ data, depth }: Image): boolean {
  const max = maxValue(depth);
  for (let i = ALPHA; i < data.length; i += CHANNELS) if (data[i] !== max) return false;
  return true;
}

/** Multiplies the alpha of `image` by `mask`, which has the same size. */
export function maskAlpha({ data }: Image, mask: Mask): void {
  for (let i = 0, a = ALPHA; i < mask.data.length; i++, a += CHANNELS) {
    data[a] = Math.round(((data[a] ?? 0) * (mask.data[i] ?? 0)) / 255);
  }
}

/** A copy of `image` whose alpha is multiplied by `mask`, which has the same size. */
export function withMaskAsAlpha(image: Image, mask: Mask): Image {
  const out = createImage(image, image.depth);
  out.data.set(image.data);
  maskAlpha(out, mask);
  return out;
}
