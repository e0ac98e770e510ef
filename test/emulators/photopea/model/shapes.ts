import type { Rect } from '../../../../src/core/geometry';
import { fillPath } from './path-coverage';
import type { Coverage } from './raster';

export type Point = readonly [x: number, y: number];

function boundsOf(points: readonly Point[]): Rect {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const x = Math.floor(Math.min(...xs));
  const y = Math.floor(Math.min(...ys));
  return { x, y, width: Math.ceil(Math.max(...xs)) - x, height: Math.ceil(Math.max(...ys)) - y };
}

function coverageOf(rect: Rect, value: (x: number, y: number) => number): Coverage {
  const data = new Uint8Array(rect.width * rect.height);
  for (let row = 0, i = 0; row < rect.height; row++) {
    for (let column = 0; column < rect.width; column++, i++) {
      data[i] = value(rect.x + column, rect.y + row);
    }
  }
  return { rect, data, outside: 0 };
}

/** Even-odd. */
function isInside(points: readonly Point[], x: number, y: number): boolean {
  let inside = false;
  let [px, py] = points.at(-1) ?? [0, 0];
  for (const [cx, cy] of points) {
    if (cy > y !== py > y && x < ((px - cx) * (y - cy)) / (py - cy) + cx) inside = !inside;
    [px, py] = [cx, cy];
  }
  return inside;
}

/** Whole pixels: those whose centre lies inside. */
export function polygon(points: readonly Point[]): Coverage {
  return coverageOf(boundsOf(points), (x, y) => (isInside(points, x + 0.5, y + 0.5) ? 255 : 0));
}

export function rectangle(rect: Rect): Coverage {
  return { rect, data: new Uint8Array(rect.width * rect.height).fill(255), outside: 0 };
}

/** Length of the handles of a quarter circle of radius 1 that is drawn as a cubic curve. */
const HANDLE = (4 / 3) * (Math.SQRT2 - 1);

/** The ellipse that fills `rect`, with soft edges. */
export function ellipse(rect: Rect): Coverage {
  const [rx, ry] = [rect.width / 2, rect.height / 2];
  const [cx, cy] = [rect.x + rx, rect.y + ry];
  const [hx, hy] = [rx * HANDLE, ry * HANDLE];
  return fillPath(rect, (pen) => {
    pen.moveTo(cx, cy - ry);
    pen.bezierCurveTo(cx + hx, cy - ry, cx + rx, cy - hy, cx + rx, cy);
    pen.bezierCurveTo(cx + rx, cy + hy, cx + hx, cy + ry, cx, cy + ry);
    pen.bezierCurveTo(cx - hx, cy + ry, cx - rx, cy + hy, cx - rx, cy);
    pen.bezierCurveTo(cx - rx, cy - hy, cx - hx, cy - ry, cx, cy - ry);
  });
}

/** A lasso as the mouse draws it: soft edges. */
export function lasso(points: readonly Point[]): Coverage {
  return fillPath(boundsOf(points), (pen) => {
    points.forEach(([x, y], i) => (i === 0 ? pen.moveTo(x, y) : pen.lineTo(x, y)));
  });
}
