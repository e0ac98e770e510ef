import type { Breathe } from '../core/breathe';
import {
  type DocRect,
  type Rect,
  type Size,
  contains,
  grow,
  intersect,
  rect,
  rectOfSize,
  sameSize,
  scaleRect,
  scaleSize,
  translate,
} from '../core/geometry';
import { createMask, cropMask, maskBounds, type Mask } from '../core/mask';
import type { Scale } from '../core/document';
import { stripsOf } from './adjust/strips';
import { GROWING_ROOM, nothingSelected } from './context';
import { linearPart } from '../pixels/linear';
import { growMask } from '../pixels/dilate';
import { featherMask } from '../pixels/feather';
import type { MaskEdge } from './request';

export interface CompositeMask {
  /** Bounds of everything that is not 0, in pixels of the context. */
  readonly shown: Rect;
  /** `shown` and the room for the mask to grow, in pixels of the context: the result's place. */
  readonly region: Rect;
  /** The mask on `region`, at the document's own size. */
  readonly mask: Mask;
  /** The mask on `region` of the document enlarged by `scale`; `breathe` as for `compositeMask`. */
  enlarged(scale: Scale, breathe: Breathe): Promise<Mask>;
  /** The same mask on a part of `region`, in pixels of the context. */
  within(part: Rect): CompositeMask;
}

export interface CompositeInput {
  readonly contextRect: DocRect;
  readonly canvas: Size;
  /** Selection on `contextRect`; null: all of it, without a soft edge. */
  readonly selection: Mask | null;
  readonly maskEdge: MaskEdge;
}

/**
 * The mask of the restored layer. Without grow and feather it is the selection itself. It is 0 on
 * the context's outermost pixels, except where the canvas ends there too: those were restored
 * without seeing their surroundings. Of a selection, the region goes on around it by `GROWING_ROOM`
 * as far as there are other pixels.
 *
 * @param breathe awaited between parts of the work; what it throws ends it
 * @throws DocumentError `nothing-selected` when nothing is left
 * @throws RangeError when the input contradicts itself
 */
export async function compositeMask(
  input: CompositeInput,
  breathe: Breathe,
): Promise<CompositeMask> {
  const { contextRect, canvas, selection } = input;
  if (!contains(rectOfSize(canvas), contextRect)) throw new RangeError('context outside canvas');
  const whole =
    selection === null ? createMask(contextRect, 255) : await shaped(selection, input, breathe);
  const shown = maskBounds(whole);
  if (shown === null) throw nothingSelected();
  const region =
    selection === null
      ? shown
      : intersect(grow(shown, GROWING_ROOM), withoutChosenEdges(contextRect, canvas));
  return maskOn(whole, shown, region);
}

function maskOn(whole: Mask, shown: Rect, region: Rect): CompositeMask {
  return {
    shown,
    region,
    mask: cropMask(whole, region),
    enlarged: (scale, breathe) => enlargedCrop(whole, region, scale, breathe),
    within: (part) => maskOn(whole, intersect(shown, part), part),
  };
}

async function shaped(
  selection: Mask,
  { contextRect, canvas, maskEdge }: CompositeInput,
  breathe: Breathe,
): Promise<Mask> {
  if (!sameSize(selection, contextRect)) throw new RangeError('selection and context differ');
  const grown = await growMask(selection, Math.round(maskEdge.grow), breathe);
  const soft = await featherMask(grown, maskEdge.feather, breathe);
  const out = createMask(soft);
  const kept = withoutChosenEdges(contextRect, canvas);
  for (let y = kept.y; y < kept.y + kept.height; y++) {
    const from = y * out.width + kept.x;
    out.data.set(soft.data.subarray(from, from + kept.width), from);
  }
  return out;
}

/** A context, in its own pixels, without its outermost ones where the canvas goes on beyond them. */
function withoutChosenEdges({ x, y, width, height }: DocRect, canvas: Size): Rect {
  const left = x > 0 ? 1 : 0;
  const top = y > 0 ? 1 : 0;
  const right = x + width < canvas.width ? width - 1 : width;
  const bottom = y + height < canvas.height ? height - 1 : height;
  return rect(left, top, Math.max(0, right - left), Math.max(0, bottom - top));
}

/**
 * Enlarges the mask linearly between pixel centres, as an editor resizes a selection; where the
 * mask is 0 in the document it stays 0 in the enlarged one.
 */
async function enlargedCrop(
  whole: Mask,
  region: Rect,
  scale: Scale,
  breathe: Breathe,
): Promise<Mask> {
  if (scale === 1) return cropMask(whole, region);
  const out = createMask(scaleRect(region, scale));
  for (const { core } of stripsOf(region, 0, scale)) {
    await breathe();
    const part = enlargedPart(whole, translate(core, region.x, region.y), scale);
    out.data.set(part.data, core.y * scale * out.width);
  }
  return out;
}

function enlargedPart(whole: Mask, part: Rect, scale: Scale): Mask {
  const out = linearPart(whole, scaleSize(whole, scale), scaleRect(part, scale));
  for (let y = 0; y < part.height; y++) {
    for (let x = 0; x < part.width; x++) {
      if (whole.data[(part.y + y) * whole.width + part.x + x] !== 0) continue;
      for (let row = 0; row < scale; row++) {
        const from = (y * scale + row) * out.width + x * scale;
        out.data.fill(0, from, from + scale);
      }
    }
  }
  return out;
}

/** The region's place in the document, or in the enlarged document. */
export function docRectOf(region: Rect, contextRect: DocRect, scale: Scale): DocRect {
  return scaleRect(translate(region, contextRect.x, contextRect.y), scale);
}
