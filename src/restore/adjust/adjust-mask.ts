import { rectOfSize } from '../../core/geometry';
import { createMask, cropMask, type Mask } from '../../core/mask';
import { blurRows, type Plane } from '../../pixels/blur-rows';
import { blurRowsByBoxes } from '../../pixels/box-blur';
import { growMask } from '../../pixels/dilate';
import { FEATHER_REACH } from '../../pixels/feather';
import { gaussianKernel } from '../../pixels/gaussian';
import type { MaskEdge } from '../request';

/** Sides on which the document goes on beyond a result, so that the mask has to end before them. */
export interface OpenSides {
  readonly left: boolean;
  readonly top: boolean;
  readonly right: boolean;
  readonly bottom: boolean;
}

/**
 * A result's mask with its edge moved and softened, in pixels of the mask. Nothing was restored
 * beyond it: it grows as far as it goes, and where the document goes on there, shrinks and fades from
 * its border inwards. The mask itself where nothing is to be done.
 */
export function adjustMask(mask: Mask, { grow, feather }: MaskEdge, open: OpenSides): Mask {
  const radius = Math.round(grow);
  if (radius === 0 && feather === 0) return mask;
  const grown = radius === 0 ? cropMask(mask, rectOfSize(mask)) : growMask(mask, radius);
  // The outermost pixel sees as far as the Gaussian reaches.
  const fade = feather === 0 ? 0 : Math.ceil(FEATHER_REACH * feather) + 1;
  clearSides(grown, Math.max(0, -radius) + fade, open);
  return feather === 0 ? grown : softened(grown, feather);
}

function clearSides({ width, height, data }: Mask, depth: number, open: OpenSides): void {
  const rows = Math.min(height, depth);
  const columns = Math.min(width, depth);
  if (open.top) data.fill(0, 0, rows * width);
  if (open.bottom) data.fill(0, (height - rows) * width);
  for (let from = 0; from < data.length; from += width) {
    if (open.left) data.fill(0, from, from + columns);
    if (open.right) data.fill(0, from + width - columns, from + width);
  }
}

/** From this standard deviation on boxes look like a Gaussian, and are many times faster. */
const BROAD = 4;

function softened(mask: Mask, sigma: number): Mask {
  const blur = sigma < BROAD ? byKernel(sigma) : (plane: Plane) => blurRowsByBoxes(plane, sigma);
  const { data } = blur(blur({ ...mask, data: new Float32Array(mask.data) }));
  const soft = createMask(mask);
  for (let i = 0; i < data.length; i++) soft.data[i] = Math.round(data[i] as number);
  return soft;
}

function byKernel(sigma: number): (plane: Plane) => Plane {
  const kernel = gaussianKernel(sigma, FEATHER_REACH);
  return (plane) => blurRows(plane, kernel);
}
