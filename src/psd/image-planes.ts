import { CHANNELS, maxValue, type Depth, type Image } from '../core/image';
import type { Mask } from '../core/mask';
import { depthFactor } from '../pixels/depth';
import type { Plane } from './decode-plane';
import type { PsdMode } from './file';

const ALPHA = 3;
/** Weights of Rec. 709; equal red, green and blue give exactly themselves. */
const LUMA = [0.2126, 0.7152, 0.0722] as const;

function createPlane(length: number, depth: Depth): Plane {
  return depth === 8 ? new Uint8Array(length) : new Uint16Array(length);
}

/** The image's colours as planes of a document: three, or one for gray. */
export function colorPlanes(image: Image, mode: PsdMode, depth: Depth): Plane[] {
  if (mode === 'rgb') return [0, 1, 2].map((slot) => planeOf(image, slot, depth));
  const factor = depthFactor(image.depth, depth);
  const plane = createPlane(image.width * image.height, depth);
  const { data } = image;
  for (let i = 0, from = 0; i < plane.length; i++, from += CHANNELS) {
    const red = data[from] ?? 0;
    const rest = ((data[from + 1] ?? 0) - red) * LUMA[1] + ((data[from + 2] ?? 0) - red) * LUMA[2];
    plane[i] = Math.round((red + rest) * factor);
  }
  return [plane];
}

export function alphaPlane(image: Image, depth: Depth): Plane {
  return planeOf(image, ALPHA, depth);
}

function planeOf(image: Image, slot: number, depth: Depth): Plane {
  const factor = depthFactor(image.depth, depth);
  const plane = createPlane(image.width * image.height, depth);
  const { data } = image;
  for (let i = 0, from = slot; i < plane.length; i++, from += CHANNELS) {
    plane[i] = Math.round((data[from] ?? 0) * factor);
  }
  return plane;
}

export function maskPlane(mask: Mask, depth: Depth): Plane {
  if (depth === 8) return mask.data;
  const plane = createPlane(mask.data.length, depth);
  const factor = depthFactor(8, depth);
  for (let i = 0; i < plane.length; i++) plane[i] = (mask.data[i] ?? 0) * factor;
  return plane;
}

/** Blends a plane onto white, as merged pictures with transparency are stored. Changes `plane`. */
export function matteOnWhite(plane: Plane, alpha: Plane, depth: Depth): Plane {
  const opaque = maxValue(depth);
  for (let i = 0; i < plane.length; i++) {
    const a = alpha[i] ?? 0;
    if (a === opaque) continue;
    plane[i] = Math.round(((plane[i] ?? 0) * a) / opaque + (opaque - a));
  }
  return plane;
}
