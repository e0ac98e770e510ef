import {
  type DocRect,
  type Rect,
  type Size,
  contains,
  rectOfSize,
  sameSize,
  scaleRect,
  translate,
} from '../core/geometry';
import { createMask, cropMask, maskBounds, type Mask } from '../core/mask';
import type { Scale } from '../core/document';
import { nothingSelected } from './context';
import { growMask } from './dilate';
import { featherMask } from './feather';
import type { MaskEdge } from './request';

export interface CompositeMask {
  /** Bounds of everything that is not 0, in pixels of the context: the result's place. */
  readonly region: Rect;
  /** The mask on `region`, at the document's own size. */
  readonly mask: Mask;
  /** The mask on `region` of the document enlarged by `scale`. */
  enlarged(scale: Scale): Mask;
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
 * without seeing their surroundings.
 *
 * @throws DocumentError `nothing-selected` when nothing is left
 * @throws RangeError when the input contradicts itself
 */
export function compositeMask(input: CompositeInput): CompositeMask {
  const { contextRect, canvas, selection } = input;
  if (!contains(rectOfSize(canvas), contextRect)) throw new RangeError('context outside canvas');
  const whole = selection === null ? createMask(contextRect, 255) : shaped(selection, input);
  const region = maskBounds(whole);
  if (region === null) throw nothingSelected();
  return {
    region,
    mask: cropMask(whole, region),
    enlarged: (scale) => enlargedCrop(whole, region, scale),
  };
}

function shaped(selection: Mask, { contextRect, canvas, maskEdge }: CompositeInput): Mask {
  if (!sameSize(selection, contextRect)) throw new RangeError('selection and context differ');
  const grown = growMask(selection, Math.round(maskEdge.grow));
  const soft = featherMask(grown, maskEdge.feather);
  const out = soft === selection ? cropMask(selection, rectOfSize(selection)) : soft;
  clearChosenEdges(out, contextRect, canvas);
  return out;
}

function clearChosenEdges(mask: Mask, contextRect: DocRect, canvas: Size): void {
  const { width, height, data } = mask;
  const { x, y } = contextRect;
  if (y > 0) data.fill(0, 0, width);
  if (y + height < canvas.height) data.fill(0, (height - 1) * width);
  const left = x > 0;
  const right = x + width < canvas.width;
  for (let row = 0; row < height; row++) {
    if (left) data[row * width] = 0;
    if (right) data[(row + 1) * width - 1] = 0;
  }
}

/**
 * Enlarges the mask linearly between pixel centres, as an editor resizes a selection; where the
 * mask is 0 in the document it stays 0 in the enlarged one.
 */
function enlargedCrop(whole: Mask, region: Rect, scale: Scale): Mask {
  if (scale === 1) return cropMask(whole, region);
  const area = scaleRect(region, scale);
  const out = createMask(area);
  const { data, width, height } = whole;
  const across = samples(area.x, area.width, scale, width);
  const down = samples(area.y, area.height, scale, height);
  const mixed = new Float32Array(width);
  const firstColumn = Math.max(0, region.x - 1);
  const lastColumn = Math.min(width, region.x + region.width + 1);
  for (let y = 0; y < area.height; y++) {
    const upper = at(down.first, y) * width;
    const lower = at(down.second, y) * width;
    const own = at(down.own, y) * width;
    const share = at(down.share, y);
    for (let x = firstColumn; x < lastColumn; x++) {
      const above = data[upper + x] ?? 0;
      mixed[x] = above + ((data[lower + x] ?? 0) - above) * share;
    }
    const row = y * area.width;
    for (let x = 0; x < area.width; x++) {
      if (data[own + at(across.own, x)] === 0) continue;
      const left = at(mixed, at(across.first, x));
      const right = at(mixed, at(across.second, x));
      out.data[row + x] = left + (right - left) * at(across.share, x) + 0.5;
    }
  }
  return out;
}

/** Places in the mask of the samples of the enlarged mask: in `own`, between two centres. */
interface Samples {
  readonly own: Int32Array;
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly share: Float32Array;
}

function samples(start: number, length: number, scale: Scale, limit: number): Samples {
  const position = (i: number): number => (start + i + 0.5) / scale - 0.5;
  const indices = (of: (i: number) => number): Int32Array =>
    Int32Array.from({ length }, (_, i) => Math.min(limit - 1, Math.max(0, of(i))));
  return {
    own: indices((i) => Math.floor((start + i) / scale)),
    first: indices((i) => Math.floor(position(i))),
    second: indices((i) => Math.floor(position(i)) + 1),
    share: Float32Array.from({ length }, (_, i) => position(i) - Math.floor(position(i))),
  };
}

function at(values: Int32Array | Float32Array, index: number): number {
  return values[index] as number;
}

/** The region's place in the document, or in the enlarged document. */
export function docRectOf(region: Rect, contextRect: DocRect, scale: Scale): DocRect {
  return scaleRect(translate(region, contextRect.x, contextRect.y), scale);
}
