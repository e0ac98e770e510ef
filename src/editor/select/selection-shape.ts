import type { Point, Rect } from '../../core/geometry';

/**
 * A shape that the user drew, in document pixels; fractions allowed. A rectangle is rounded to whole
 * pixels; an ellipse (by the rectangle around it) and a lasso (closed from the last point to the
 * first, even-odd) have smooth edges. All are cut at the canvas.
 */
export type SelectionShape =
  | { readonly kind: 'rectangle'; readonly rect: Rect }
  | { readonly kind: 'ellipse'; readonly rect: Rect }
  | { readonly kind: 'lasso'; readonly points: readonly Point[] };

/** How a new shape joins the selection. */
export type SelectionMode = 'replace' | 'add' | 'subtract' | 'intersect';

/** Largest softening that a selection takes: standard deviation, document pixels. */
export const MAX_FEATHER = 250;
