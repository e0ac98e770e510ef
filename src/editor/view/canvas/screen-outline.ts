import type { SelectionShape } from '../../select/selection-shape';
import type { ViewTransform, Viewport } from './view-transform';

/** Closed polygons in device pixels of the viewport: x, y, x, y… */
export type ScreenPolygon = readonly number[];

/** How far outside the viewport a line is still followed, device pixels. */
const BEYOND = 64;

/**
 * The selection's border on the screen. It runs along pixel edges, so pulling far-off points to
 * just outside the viewport moves nothing that can be seen and keeps the dashes few. Points that
 * fall on one device pixel become one.
 */
export function screenOutline(
  outline: readonly Float32Array[],
  view: ViewTransform,
  viewport: Viewport,
): readonly ScreenPolygon[] {
  const { density } = viewport;
  const place = (value: number, origin: number, length: number): number => {
    const at = Math.round((origin + value * view.zoom) * density);
    return Math.min(length * density + BEYOND, Math.max(-BEYOND, at)) + 0.5;
  };
  const polygons: ScreenPolygon[] = [];
  for (const polygon of outline) {
    const points: number[] = [];
    for (let i = 0; i + 1 < polygon.length; i += 2) {
      const x = place(polygon[i] ?? 0, view.originX, viewport.width);
      const y = place(polygon[i + 1] ?? 0, view.originY, viewport.height);
      if (x !== points.at(-2) || y !== points.at(-1)) points.push(x, y);
    }
    if (points.length >= 6) polygons.push(points);
  }
  return polygons;
}

/** The border of a shape that is being drawn, device pixels. */
export function shapePath(shape: SelectionShape, view: ViewTransform, viewport: Viewport): Path2D {
  const path = new Path2D();
  const { density } = viewport;
  const x = (value: number): number => (view.originX + value * view.zoom) * density;
  const y = (value: number): number => (view.originY + value * view.zoom) * density;
  if (shape.kind === 'lasso') {
    shape.points.forEach((p, i) => {
      if (i === 0) path.moveTo(x(p.x), y(p.y));
      else path.lineTo(x(p.x), y(p.y));
    });
    return path;
  }
  const { rect } = shape;
  const left = Math.round(x(rect.x)) + 0.5;
  const top = Math.round(y(rect.y)) + 0.5;
  const right = Math.round(x(rect.x + rect.width)) + 0.5;
  const bottom = Math.round(y(rect.y + rect.height)) + 0.5;
  if (shape.kind === 'rectangle') path.rect(left, top, right - left, bottom - top);
  else {
    const rx = (right - left) / 2;
    const ry = (bottom - top) / 2;
    path.ellipse(left + rx, top + ry, rx, ry, 0, 0, 2 * Math.PI);
  }
  return path;
}

export function polygonPath(polygons: readonly ScreenPolygon[]): Path2D {
  const path = new Path2D();
  for (const points of polygons) {
    path.moveTo(points[0] ?? 0, points[1] ?? 0);
    for (let i = 2; i + 1 < points.length; i += 2) path.lineTo(points[i] ?? 0, points[i + 1] ?? 0);
    path.closePath();
  }
  return path;
}

/** Marching ants: black dashes on white, `phase` device pixels along. */
export function paintAnts(
  context: CanvasRenderingContext2D,
  paths: readonly Path2D[],
  phase: number,
  density: number,
): void {
  const dash = Math.max(3, Math.round(4 * density));
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, context.canvas.width, context.canvas.height);
  context.lineWidth = Math.max(1, Math.round(density));
  for (const path of paths) {
    context.setLineDash([]);
    context.strokeStyle = '#ffffff';
    context.stroke(path);
    context.setLineDash([dash, dash]);
    context.lineDashOffset = -phase;
    context.strokeStyle = '#000000';
    context.stroke(path);
  }
}
