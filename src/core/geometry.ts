/**
 * Sizes and rectangles in whole pixels. A name says its space: `docRect` is in document pixels,
 * `tileRect` in pixels of the picture that the network sees, `latentRect` in latent cells.
 */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Half-open: covers columns x … x+width−1 and rows y … y+height−1. May be outside the canvas. */
export interface Rect extends Size {
  readonly x: number;
  readonly y: number;
}

/** A place in a picture or on the screen; fractions allowed. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A rectangle in document pixels. */
export type DocRect = Rect;

export function rect(x: number, y: number, width: number, height: number): Rect {
  return { x, y, width, height };
}

export function rectOfSize(size: Size): Rect {
  return { x: 0, y: 0, width: size.width, height: size.height };
}

export function area(size: Size): number {
  return size.width * size.height;
}

export function isEmpty(size: Size): boolean {
  return size.width <= 0 || size.height <= 0;
}

export function sameRect(a: Rect, b: Rect): boolean {
  return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
}

export function sameSize(a: Size, b: Size): boolean {
  return a.width === b.width && a.height === b.height;
}

/** The common part; width or height is 0 where there is none. */
export function intersect(a: Rect, b: Rect): Rect {
  const x = Math.max(a.x, b.x);
  const y = Math.max(a.y, b.y);
  const width = Math.max(0, Math.min(a.x + a.width, b.x + b.width) - x);
  const height = Math.max(0, Math.min(a.y + a.height, b.y + b.height) - y);
  return { x, y, width, height };
}

/** The smallest rectangle that holds both; an empty one adds nothing. */
export function union(a: Rect, b: Rect): Rect {
  if (isEmpty(a)) return b;
  if (isEmpty(b)) return a;
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  const right = Math.max(a.x + a.width, b.x + b.width);
  const bottom = Math.max(a.y + a.height, b.y + b.height);
  return { x, y, width: right - x, height: bottom - y };
}

/** Moves every edge outwards by `margin` pixels (inwards when negative, never past empty). */
export function grow(r: Rect, margin: number): Rect {
  const width = Math.max(0, r.width + 2 * margin);
  const height = Math.max(0, r.height + 2 * margin);
  return { x: r.x - margin, y: r.y - margin, width, height };
}

export function translate(r: Rect, dx: number, dy: number): Rect {
  return { x: r.x + dx, y: r.y + dy, width: r.width, height: r.height };
}

export function scaleRect(r: Rect, factor: number): Rect {
  return {
    x: r.x * factor,
    y: r.y * factor,
    width: r.width * factor,
    height: r.height * factor,
  };
}

export function scaleSize(s: Size, factor: number): Size {
  return { width: s.width * factor, height: s.height * factor };
}

export function contains(outer: Rect, inner: Rect): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

/** The pixel of `r`, which is not empty, that is nearest to a point: its left upper corner. */
export function nearestPixel({ x, y, width, height }: Rect, point: Point): Point {
  const within = (value: number, start: number, length: number): number =>
    Math.min(start + length - 1, Math.max(start, Math.floor(value)));
  return { x: within(point.x, x, width), y: within(point.y, y, height) };
}

/** Rows `first` … `first + count − 1`. */
export interface RowSpan {
  readonly first: number;
  readonly count: number;
}
