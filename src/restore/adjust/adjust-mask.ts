import type { Breathe } from '../../core/breathe';
import type { LayerResult } from '../../core/document';
import { area, rectOfSize, scaleSize, type Size } from '../../core/geometry';
import { createMask, cropMask, type Mask } from '../../core/mask';
import type { Plane } from '../../pixels/blur-rows';
import { blurRowsByBoxes } from '../../pixels/box-blur';
import { growMask } from '../../pixels/dilate';
import { FEATHER_REACH, featherMask } from '../../pixels/feather';
import type { MaskEdge } from '../request';
import { stripsOf } from './strips';

/** Sides on which the document goes on beyond a result, so that the mask has to end before them. */
export interface OpenSides {
  readonly left: boolean;
  readonly top: boolean;
  readonly right: boolean;
  readonly bottom: boolean;
}

/** Whether there is document beyond each side of a result's layer. */
export function openSides(result: LayerResult, before: Size): OpenSides {
  const { rect } = result;
  const canvas = result.mode === 'enlarge' ? scaleSize(before, result.scale) : before;
  return {
    left: rect.x > 0,
    top: rect.y > 0,
    right: rect.x + rect.width < canvas.width,
    bottom: rect.y + rect.height < canvas.height,
  };
}

/**
 * A result's mask with its edge moved and softened, in pixels of the mask. Nothing was restored
 * beyond it: it grows as far as it goes, and where the document goes on there, shrinks and fades from
 * its border inwards. The mask itself where nothing is to be done.
 *
 * @param breathe awaited between parts of the work; what it throws ends it
 */
export async function adjustMask(
  mask: Mask,
  { grow, feather }: MaskEdge,
  open: OpenSides,
  breathe: Breathe,
): Promise<Mask> {
  const radius = Math.round(grow);
  if (radius === 0 && feather === 0) return mask;
  const grown =
    radius === 0 ? cropMask(mask, rectOfSize(mask)) : await growMask(mask, radius, breathe);
  // The outermost pixel sees as far as the Gaussian reaches.
  const fade = feather === 0 ? 0 : Math.ceil(FEATHER_REACH * feather) + 1;
  clearSides(grown, Math.max(0, -radius) + fade, open);
  return feather === 0 ? grown : softened(grown, feather, breathe);
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

async function softened(mask: Mask, sigma: number, breathe: Breathe): Promise<Mask> {
  if (sigma < BROAD) return featherMask(mask, sigma, breathe);
  const plane = { ...mask, data: new Float32Array(mask.data) };
  const { data } = await blurredRows(await blurredRows(plane, sigma, breathe), sigma, breathe);
  const soft = createMask(mask);
  for (let i = 0; i < data.length; i++) soft.data[i] = (data[i] as number) + 0.5;
  return soft;
}

/** As `blurRowsByBoxes`, some rows at a time. */
async function blurredRows(plane: Plane, sigma: number, breathe: Breathe): Promise<Plane> {
  const { width, height, data } = plane;
  const out = { width: height, height: width, data: new Float32Array(area(plane)) };
  for (const { core } of stripsOf(plane, 0)) {
    await breathe();
    const rows = data.subarray(core.y * width, (core.y + core.height) * width);
    const part = blurRowsByBoxes({ width, height: core.height, data: rows }, sigma);
    for (let x = 0; x < width; x++) {
      const column = part.data.subarray(x * core.height, (x + 1) * core.height);
      out.data.set(column, x * height + core.y);
    }
  }
  return out;
}
