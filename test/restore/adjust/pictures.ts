import { CHANNELS, createImage, maxValue, type Depth, type Image } from '../../../src/core/image';
import { rectOfSize, type Size } from '../../../src/core/geometry';
import { createBuffers } from '../../../src/pixels/buffers';
import { toDepth } from '../../../src/pixels/depth';
import { blurPlanes } from '../../../src/pixels/gaussian';
import { readColours, writePlanes, type Planes } from '../../../src/pixels/planes';
import { adjustColours } from '../../../src/restore/adjust/adjust-colours';
import { NO_ADJUSTMENT, type ColourAdjustment } from '../../../src/restore/adjust/adjustment';
import { createColourPair, type ColourPair } from '../../../src/restore/adjust/colour-pair';
import { goOn } from '../../support/breathing';
import { middle, photoRgb, tiledRgba, type PictureName } from '../../support/pictures';
import { normalsFrom } from '../../support/random';

/** The middle of a photograph, repeated where it is smaller. */
export function picture(name: PictureName, size: Size, depth: Depth = 8): Image {
  const side = Math.max(size.width, size.height);
  const data = tiledRgba(middle(photoRgb(name), side, 4), size);
  const image: Image = { ...size, depth: 8, data };
  return depth === 8 ? image : toDepth(image, 16);
}

/** As a restoration might leave it: smoother, brighter, a little warmer. */
export function restoredFrom(image: Image, sigma = 1.2): Image {
  const buffers = createBuffers();
  const planes = readColours(image, rectOfSize(image), buffers);
  blurPlanes(planes, sigma, buffers);
  const plane = planes.data.length / 3;
  planes.data.forEach((v, i) => (planes.data[i] = v * 0.9 + (i < plane ? 0.06 : 0.02)));
  return withColours(image, planes);
}

/** With normal noise of this deviation, 0…1, in its colours. */
export function noisy(image: Image, deviation: number, seed = 3): Image {
  const normal = normalsFrom(seed);
  const planes = colours(image);
  planes.data.forEach((v, i) => (planes.data[i] = v + deviation * normal()));
  return withColours(image, planes);
}

export function colours(image: Image): Planes {
  return readColours(image, rectOfSize(image), createBuffers());
}

export function withColours(image: Image, planes: Planes): Image {
  const out = createImage(planes, image.depth);
  for (let i = 3; i < out.data.length; i += CHANNELS) out.data[i] = maxValue(image.depth);
  writePlanes(planes, rectOfSize(planes), out, { x: 0, y: 0 });
  return out;
}

export function pairOf(result: Image, original: Image, keptBytes = 2 ** 24): ColourPair {
  return createColourPair(result, original, { grain: keptBytes, plain: keptBytes });
}

type Change = Partial<ColourAdjustment>;

/** Adjusts one result again and again; what all adjustments share is made once. */
export function adjusting(result: Image, original: Image): (change: Change) => Promise<Image> {
  const pair = pairOf(result, original);
  return (change) => adjustColours(pair, { ...NO_ADJUSTMENT, ...change }, goOn);
}

export async function adjusted(result: Image, original: Image, change: Change): Promise<Image> {
  return adjusting(result, original)(change);
}

/** Root of the mean squared difference of the values, levels of 8 bits. */
export function distance(a: Image, b: Image): number {
  expect(a.data.length).toBe(b.data.length);
  let sum = 0;
  for (let i = 0; i < a.data.length; i++) sum += (a.data[i]! - b.data[i]!) ** 2;
  return (Math.sqrt(sum / a.data.length) * 255) / maxValue(a.depth);
}

/** Largest difference of two values, in the pictures' own levels. */
export function worst(a: Image, b: Image): number {
  expect(a.data.length).toBe(b.data.length);
  let most = 0;
  for (let i = 0; i < a.data.length; i++) most = Math.max(most, Math.abs(a.data[i]! - b.data[i]!));
  return most;
}
