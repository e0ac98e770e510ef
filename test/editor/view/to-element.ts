import type { Point, View } from '../../../src/editor/view/canvas/projection';

/** A point of the document in CSS pixels of the canvas: the inverse of `toDocument`. */
export function toElement(view: View, point: Point): Point {
  return { x: view.originX + point.x * view.zoom, y: view.originY + point.y * view.zoom };
}
