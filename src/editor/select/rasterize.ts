import {
  type Rect,
  type Size,
  intersect,
  isEmpty,
  rectOfSize,
  type Point,
} from '../../core/geometry';
import { createMask } from '../../core/mask';
import { selectionOf, solidSelection, type Selection } from './selection';
import type { SelectionShape } from './selection-shape';

/** Lines on which a row of pixels is measured; along each of them coverage is exact. */
const SUBROWS = 16;

/** The pixels a shape covers, 255 × the covered part of each; null when it covers none. */
export function rasterize(shape: SelectionShape, canvas: Size): Selection | null {
  switch (shape.kind) {
    case 'rectangle':
      return solidSelection(roundedRect(shape.rect), canvas);
    case 'ellipse':
      return coverage(normalized(shape.rect), canvas, ellipseSpans(normalized(shape.rect)));
    case 'lasso':
      return coverage(pointBounds(shape.points), canvas, polygonSpans(shape.points));
  }
}

/** Fills `spans` with pairs left, right (fractions allowed) along the line at `y`. */
type SpansAt = (y: number, spans: number[]) => void;

function coverage(outer: Rect, canvas: Size, spansAt: SpansAt): Selection | null {
  const x = Math.floor(outer.x);
  const y = Math.floor(outer.y);
  const whole = {
    x,
    y,
    width: Math.ceil(outer.x + outer.width) - x,
    height: Math.ceil(outer.y + outer.height) - y,
  };
  const area = intersect(whole, rectOfSize(canvas));
  if (isEmpty(area) || !Number.isFinite(area.width * area.height)) return null;
  const mask = createMask(area);
  // Differences of coverage along the row; their running sum is the coverage.
  const steps = new Float64Array(area.width + 2);
  const spans: number[] = [];
  for (let row = 0; row < area.height; row++) {
    steps.fill(0);
    for (let sub = 0; sub < SUBROWS; sub++) {
      spans.length = 0;
      spansAt(area.y + row + (sub + 0.5) / SUBROWS, spans);
      for (let i = 0; i + 1 < spans.length; i += 2) {
        addEdge(steps, clamp((spans[i] as number) - area.x, area.width), 1);
        addEdge(steps, clamp((spans[i + 1] as number) - area.x, area.width), -1);
      }
    }
    let sum = 0;
    for (let column = 0; column < area.width; column++) {
      sum += steps[column] as number;
      mask.data[row * area.width + column] = Math.round((sum * 255) / SUBROWS);
    }
  }
  return selectionOf(mask, area.x, area.y);
}

/** From `x` on everything is covered (`sign` 1) or no longer (−1); the pixel of `x` partly. */
function addEdge(steps: Float64Array, x: number, sign: 1 | -1): void {
  const pixel = Math.floor(x);
  const rest = x - pixel;
  steps[pixel] = (steps[pixel] as number) + sign * (1 - rest);
  steps[pixel + 1] = (steps[pixel + 1] as number) + sign * rest;
}

function clamp(x: number, max: number): number {
  return Math.min(Math.max(x, 0), max);
}

function ellipseSpans(outer: Rect): SpansAt {
  const radiusX = outer.width / 2;
  const radiusY = outer.height / 2;
  const centreX = outer.x + radiusX;
  const centreY = outer.y + radiusY;
  return (y, spans) => {
    const v = (y - centreY) / radiusY;
    if (!(Math.abs(v) < 1)) return;
    const half = radiusX * Math.sqrt(1 - v * v);
    spans.push(centreX - half, centreX + half);
  };
}

function polygonSpans(points: readonly Point[]): SpansAt {
  const edges = points
    .map((from, i) => ({ from, to: points[(i + 1) % points.length] ?? from }))
    .filter(({ from, to }) => from.y !== to.y)
    .map(({ from, to }) => (from.y < to.y ? { top: from, end: to } : { top: to, end: from }))
    .sort((a, b) => a.top.y - b.top.y);
  let next = 0;
  let active: typeof edges = [];
  let lastY = -Infinity;
  return (y, spans) => {
    if (y < lastY) {
      next = 0;
      active = [];
    }
    lastY = y;
    for (let edge = edges[next]; edge !== undefined && edge.top.y <= y; edge = edges[++next]) {
      active.push(edge);
    }
    active = active.filter((edge) => edge.end.y > y);
    for (const { top, end } of active) {
      spans.push(top.x + ((y - top.y) * (end.x - top.x)) / (end.y - top.y));
    }
    spans.sort((a, b) => a - b);
  };
}

function normalized(r: Rect): Rect {
  return {
    x: Math.min(r.x, r.x + r.width),
    y: Math.min(r.y, r.y + r.height),
    width: Math.abs(r.width),
    height: Math.abs(r.height),
  };
}

function roundedRect(r: Rect): Rect {
  const { x, y, width, height } = normalized(r);
  const left = Math.round(x);
  const top = Math.round(y);
  return {
    x: left,
    y: top,
    width: Math.round(x + width) - left,
    height: Math.round(y + height) - top,
  };
}

function pointBounds(points: readonly Point[]): Rect {
  let left = Infinity;
  let top = Infinity;
  let right = -Infinity;
  let bottom = -Infinity;
  for (const { x, y } of points) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x);
    bottom = Math.max(bottom, y);
  }
  if (points.length < 3) return { x: 0, y: 0, width: 0, height: 0 };
  return { x: left, y: top, width: right - left, height: bottom - top };
}
