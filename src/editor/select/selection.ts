import { resizePlane } from '../../pixels/resize';
import {
  type DocRect,
  type Rect,
  type Size,
  intersect,
  isEmpty,
  scaleRect,
  scaleSize,
  translate,
} from '../../core/geometry';
import { createMask, cropMask, maskBounds, type Mask } from '../../core/mask';

/**
 * Selected part of the canvas: 0…255 for every pixel, stored on the smallest rectangle that holds
 * all non-zero pixels. `data` null: all of `bounds` is 255. Nothing selected is no `Selection`
 * (null), never an empty one.
 */
export interface Selection {
  readonly bounds: DocRect;
  readonly data: Uint8Array | null;
}

/** All of `bounds` inside the canvas, fully selected; null where that is empty. */
export function solidSelection(bounds: Rect, canvas: Size): Selection | null {
  const cut = intersect(bounds, { x: 0, y: 0, ...canvas });
  return isEmpty(cut) ? null : { bounds: cut, data: null };
}

/** Takes `mask`, whose corner is at (x, y) inside the canvas, and trims it to a selection. */
export function selectionOf(mask: Mask, x: number, y: number): Selection | null {
  const tight = maskBounds(mask);
  if (tight === null) return null;
  const bounds = { x: x + tight.x, y: y + tight.y, width: tight.width, height: tight.height };
  if (tight.width === mask.width && tight.height === mask.height) {
    return { bounds, data: isSolid(mask.data) ? null : mask.data };
  }
  const { data } = cropMask(mask, tight);
  return { bounds, data: isSolid(data) ? null : data };
}

function isSolid(data: Uint8Array): boolean {
  for (const value of data) if (value !== 255) return false;
  return true;
}

/** The selection on exactly `docRect`, 0 outside the canvas. */
export function selectionOn(selection: Selection, docRect: DocRect): Mask {
  const { bounds, data } = selection;
  if (data !== null) {
    return cropMask({ ...bounds, data }, translate(docRect, -bounds.x, -bounds.y));
  }
  const mask = createMask(docRect);
  const { x, y, width: count, height: rows } = intersect(bounds, docRect);
  for (let row = y; row < y + rows; row++) {
    const from = (row - docRect.y) * docRect.width + x - docRect.x;
    mask.data.fill(255, from, from + count);
  }
  return mask;
}

/** The selection moved by whole pixels, cut at the canvas. */
export function moveSelection(
  selection: Selection,
  dx: number,
  dy: number,
  canvas: Size,
): Selection | null {
  const moved = { ...selection, bounds: translate(selection.bounds, dx, dy) };
  const inside = intersect(moved.bounds, { x: 0, y: 0, ...canvas });
  if (isEmpty(inside)) return null;
  if (moved.data === null) return { bounds: inside, data: null };
  if (inside.width === moved.bounds.width && inside.height === moved.bounds.height) return moved;
  return selectionOf(selectionOn(moved, inside), inside.x, inside.y);
}

/** The selection on a canvas `factor` times as large. */
export function scaleSelection(selection: Selection, factor: number): Selection | null {
  const bounds = scaleRect(selection.bounds, factor);
  if (selection.data === null) return { bounds, data: null };
  const to = scaleSize(selection.bounds, factor);
  const rows = { first: 0, count: to.height };
  const resized = resizePlane(Float32Array.from(selection.data), selection.bounds, to, rows);
  const data = Uint8Array.from(resized, (value) => Math.max(0, Math.min(255, Math.round(value))));
  return selectionOf({ width: to.width, height: to.height, data }, bounds.x, bounds.y);
}
