import {
  createImage,
  maxValue,
  type Depth,
  type Image,
  type Image16,
  type Image8,
} from '../core/image';

/** From the range of one depth to that of another. There and back again is exact for 8 bits. */
export function depthFactor(from: Depth, to: Depth): number {
  return maxValue(to) / maxValue(from);
}

/** The same picture at this depth, rounded; the very image where it has that already. */
export function toDepth(image: Image, depth: 8): Image8;
export function toDepth(image: Image, depth: 16): Image16;
export function toDepth(image: Image, depth: Depth): Image {
  if (image.depth === depth) return image;
  const out = createImage(image, depth);
  const factor = depthFactor(image.depth, depth);
  for (let i = 0; i < out.data.length; i++) out.data[i] = Math.round((image.data[i] ?? 0) * factor);
  return out;
}
