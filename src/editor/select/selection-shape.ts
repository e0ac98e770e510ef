import type { Rect } from '../../core/geometry';

/** Document pixels, fractions allowed; (0, 0) is the canvas's top left corner. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * What the user drew. A rectangle is rounded to whole pixels; an ellipse (by the rectangle around
 * it) and a lasso (closed from the last point to the first, even-odd) have smooth edges. All are
 * cut at the canvas.
 */
export type SelectionShape =
  | { readonly kind: 'rectangle'; readonly rect: Rect }
  | { readonly kind: 'ellipse'; readonly rect: Rect }
  | { readonly kind: 'lasso'; readonly points: readonly Point[] };

/** How a new shape joins what is selected already. */
export type SelectionMode = 'replace' | 'add' | 'subtract' | 'intersect';
