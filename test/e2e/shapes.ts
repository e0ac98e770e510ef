import type { Rect } from '../../src/core/geometry';

/** Columns per pixel; the heights within a column are exact. */
const COLUMNS = 128;

/** Share of each pixel of `area` that lies in the ellipse in `box`, 0…255, by its equation. */
export function ellipseCoverage(box: Rect, area: Rect): number[] {
  const [rx, ry] = [box.width / 2, box.height / 2];
  const [cx, cy] = [box.x + rx, box.y + ry];
  return coverage(area, (x) => {
    const t = (x - cx) / rx;
    const half = Math.abs(t) >= 1 ? 0 : ry * Math.sqrt(1 - t * t);
    return half === 0 ? [] : [[cy - half, cy + half]];
  });
}

/** The same, measured on `lines` lines in each row of pixels only. */
export function ellipseOnLines(box: Rect, area: Rect, lines: number): number[] {
  const [rx, ry] = [box.width / 2, box.height / 2];
  const [cx, cy] = [box.x + rx, box.y + ry];
  return Array.from({ length: area.width * area.height }, (_, i) => {
    const [x, y] = [area.x + (i % area.width), area.y + Math.floor(i / area.width)];
    let sum = 0;
    for (let line = 0; line < lines; line++) {
      const t = (y + (line + 0.5) / lines - cy) / ry;
      const half = Math.abs(t) < 1 ? rx * Math.sqrt(1 - t * t) : 0;
      sum += Math.max(0, Math.min(cx + half, x + 1) - Math.max(cx - half, x));
    }
    return (sum * 255) / lines;
  });
}

type Point = readonly [x: number, y: number];

/** The same for a polygon, even-odd. */
export function polygonCoverage(points: readonly Point[], area: Rect): number[] {
  return coverage(area, (x) => {
    const crossings = points
      .flatMap(([x0, y0], i) => {
        const [x1, y1] = points[(i + 1) % points.length]!;
        return x0 <= x !== x1 <= x ? [y0 + ((x - x0) / (x1 - x0)) * (y1 - y0)] : [];
      })
      .sort((a, b) => a - b);
    return Array.from({ length: crossings.length / 2 }, (_, i) => [
      crossings[2 * i]!,
      crossings[2 * i + 1]!,
    ]);
  });
}

function coverage(area: Rect, spansAt: (x: number) => readonly (readonly number[])[]): number[] {
  const out = new Array<number>(area.width * area.height).fill(0);
  for (let column = 0; column < area.width * COLUMNS; column++) {
    const spans = spansAt(area.x + (column + 0.5) / COLUMNS);
    for (const [from, to] of spans) {
      for (let y = 0; y < area.height; y++) {
        const share = Math.min(to!, area.y + y + 1) - Math.max(from!, area.y + y);
        const at = y * area.width + Math.floor(column / COLUMNS);
        if (share > 0) out[at] = out[at]! + (share * 255) / COLUMNS;
      }
    }
  }
  return out;
}

export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Infinity;
  let most = 0;
  for (let i = 0; i < a.length; i++) most = Math.max(most, Math.abs(a[i]! - b[i]!));
  return most;
}
