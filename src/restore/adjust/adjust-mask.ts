import type { Breathe } from '../../core/breathe';
import type { LayerResult } from '../../core/document';
import { rect, rectOfSize, scaleSize, type Size } from '../../core/geometry';
import { cropMask, maskBounds, type Mask } from '../../core/mask';
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
 * A result's mask with its edge moved and softened, in pixels of the mask, as a run moves and softens
 * it. Nothing was restored beyond the mask's own border: it grows up to there, and on sides on which the document
 * goes on a soft edge that would reach further ends there, at 0. A mask that is not 0 there shrinks
 * from there inwards. The mask itself where nothing is to be done.
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
  clearSides(grown, Math.max(0, -radius), open);
  return feather === 0 ? grown : softened(grown, feather, open, breathe);
}

/** Document beyond each side that a softened edge would reach into, pixels. */
type Beyond = Readonly<Record<keyof OpenSides, number>>;

/**
 * The mask with soft edges that end at its open sides: beyond one of them lies its mirror image, of the opposite sign, so
 * that both cancel out along it, and nowhere is there a step.
 */
async function softened(
  mask: Mask,
  sigma: number,
  open: OpenSides,
  breathe: Breathe,
): Promise<Mask> {
  const bounds = maskBounds(mask);
  if (bounds === null) return mask;
  const reach = Math.ceil(FEATHER_REACH * sigma);
  const past = (isOpen: boolean, apart: number): number =>
    isOpen ? Math.max(0, reach - apart) : 0;
  const beyond: Beyond = {
    left: past(open.left, bounds.x),
    top: past(open.top, bounds.y),
    right: past(open.right, mask.width - bounds.x - bounds.width),
    bottom: past(open.bottom, mask.height - bounds.y - bounds.height),
  };
  const { left, top, right, bottom } = beyond;
  if (left + top + right + bottom === 0) return featherMask(mask, sigma, breathe);
  const around = rect(-left, -top, left + mask.width + right, top + mask.height + bottom);
  const soft = await featherMask(cropMask(mask, around), sigma, breathe);
  await cancelBeyond(soft, beyond, mask, breathe);
  return cropMask(soft, rect(left, top, mask.width, mask.height));
}

/** Takes from each pixel within a side what lies as far beyond that. `inner`: of what lies within. */
async function cancelBeyond(
  { width, height, data }: Mask,
  { left, top, right, bottom }: Beyond,
  inner: Size,
  breathe: Breathe,
): Promise<void> {
  const take = (to: number, what: number): void => {
    data[to] = Math.max(0, (data[to] as number) - (data[what] as number));
  };
  for (let row = 0; row < height; row++) {
    await breathe();
    const first = row * width + left;
    const last = first + inner.width - 1;
    for (let d = 0; d <= Math.min(left, inner.width - 1) && left > 0; d++)
      take(first + d, first - d);
    for (let d = 0; d <= Math.min(right, inner.width - 1) && right > 0; d++)
      take(last - d, last + d);
  }
  const takeRow = (to: number, what: number): void => {
    for (let x = 0; x < width; x++) take(to * width + x, what * width + x);
  };
  const lowest = top + inner.height - 1;
  for (let d = 0; d < inner.height; d++) {
    await breathe();
    if (top > 0 && d <= top) takeRow(top + d, top - d);
    if (bottom > 0 && d <= bottom) takeRow(lowest - d, lowest + d);
  }
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
