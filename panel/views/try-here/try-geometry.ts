import type { DocRect, Point, Rect } from '../../../src/core/geometry';

/** Side of the square that shows about how much is tried, document pixels. */
const ABOUT_A_TILE = 512;

/** A part of a picture as shares of its sides, 0…1. */
export type Shares = Rect;

/** Where a rectangle of the document lies in the picture of another one. */
export function sharesOf(part: DocRect, whole: DocRect): Shares {
  return {
    x: (part.x - whole.x) / whole.width,
    y: (part.y - whole.y) / whole.height,
    width: part.width / whole.width,
    height: part.height / whole.height,
  };
}

/** About what a try at a point restores. */
export function squareAround(point: Point, { x, y, width, height }: DocRect): DocRect {
  const place = (middle: number, start: number, length: number): [number, number] => {
    const side = Math.min(ABOUT_A_TILE, length);
    return [Math.min(start + length - side, Math.max(start, middle - side / 2)), side];
  };
  const [left, across] = place(point.x, x, width);
  const [top, down] = place(point.y, y, height);
  return { x: left, y: top, width: across, height: down };
}

/** Steps along the longer side of the picture. */
const STEPS = 40;
const LARGE_STEP = 5;

/** The point after a key, document pixels; null where the key means nothing. */
export function pointAfterKey(
  key: string,
  point: Point,
  { width, height }: DocRect,
  large: boolean,
): Point | null {
  const small = Math.max(1, Math.round(Math.max(width, height) / STEPS));
  const step = large ? small * LARGE_STEP : small;
  switch (key) {
    case 'ArrowLeft':
      return { x: point.x - step, y: point.y };
    case 'ArrowRight':
      return { x: point.x + step, y: point.y };
    case 'ArrowUp':
      return { x: point.x, y: point.y - step };
    case 'ArrowDown':
      return { x: point.x, y: point.y + step };
    default:
      return null;
  }
}

/** The document's place under a place of the screen. */
export function pointUnder(
  { clientX, clientY }: { readonly clientX: number; readonly clientY: number },
  shown: Pick<DOMRect, 'left' | 'top' | 'width' | 'height'>,
  { x, y, width, height }: DocRect,
): Point {
  return {
    x: x + ((clientX - shown.left) / shown.width) * width,
    y: y + ((clientY - shown.top) / shown.height) * height,
  };
}
