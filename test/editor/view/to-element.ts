import type { Point } from '../../../src/core/geometry';
import type { ViewTransform } from '../../../src/editor/view/canvas/view-transform';

/** A point of the document in CSS pixels of the canvas: the inverse of `toDocument`. */
export function toElement(view: ViewTransform, point: Point): Point {
  return { x: view.originX + point.x * view.zoom, y: view.originY + point.y * view.zoom };
}
