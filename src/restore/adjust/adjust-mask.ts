import type { Breathe } from '../../core/breathe';
import type { LayerResult } from '../../core/document';
import { rectOfSize, scaleSize, type Size } from '../../core/geometry';
import { cropMask, type Mask } from '../../core/mask';
import { growMask } from '../../pixels/dilate';
import { FEATHER_REACH, featherMask } from '../../pixels/feather';
import type { MaskEdge } from '../request';

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
  return featherMask(grown, feather, breathe);
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
