import type { BezierKnot, LayerVectorMask } from 'ag-psd';
import type { Rect } from '../../../../src/core/geometry';
import { fillPath, type PathPen } from './path-coverage';
import type { Coverage } from './raster';

/** A point with its handles: the one towards the point before, the point, the one towards the next. */
function place({ points }: BezierKnot): [number, number, number, number, number, number] {
  const [bx = 0, by = 0, x = 0, y = 0, ax = 0, ay = 0] = points;
  return [bx, by, x, y, ax, ay];
}

function drawPath(pen: PathPen, knots: readonly BezierKnot[]): void {
  const last = knots.at(-1);
  if (last === undefined) return;
  const [, , x, y, firstAx, firstAy] = place(last);
  let [ax, ay] = [firstAx, firstAy];
  pen.moveTo(x, y);
  for (const knot of knots) {
    const [bx, by, nextX, nextY, nextAx, nextAy] = place(knot);
    pen.bezierCurveTo(ax, ay, bx, by, nextX, nextY);
    [ax, ay] = [nextAx, nextAy];
  }
}

/**
 * What a vector mask lets through on `rect`. Paths that overlap take away from each other, whatever they are said to
 * do; null: no such mask, or one that is off.
 */
export function vectorCoverage(mask: LayerVectorMask | undefined, rect: Rect): Coverage | null {
  if (mask === undefined || mask.disable === true) return null;
  const drawn = fillPath(rect, (pen) => {
    for (const { knots } of mask.paths) drawPath(pen, knots);
  });
  const outside = Boolean(mask.invert) !== Boolean(mask.fillStartsWithAllPixels);
  return outside ? { ...drawn, data: drawn.data.map((value) => 255 - value), outside: 255 } : drawn;
}
