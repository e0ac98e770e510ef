import type { Point, Rect, Size } from '../../../core/geometry';

/**
 * Place of the document in the canvas element: element point = origin + document point × zoom.
 * Everything on the element's side is in CSS pixels, so `zoom` is CSS pixels per document pixel.
 */
export interface ViewTransform {
  readonly zoom: number;
  readonly originX: number;
  readonly originY: number;
}

/** The screen as far as the arithmetic needs it: the element in CSS pixels, and its density. */
export interface Viewport extends Size {
  /** Device pixels per CSS pixel. */
  readonly density: number;
}

/** Steps of the zoom, device pixels per document pixel; 1 is what an editor calls 100 %. */
const ZOOM_STEPS = [
  0.01, 0.02, 0.03, 0.04, 0.05, 0.0625, 0.0833, 0.125, 0.1667, 0.25, 0.3333, 0.5, 0.6667, 1, 2, 3,
  4, 5, 6, 8, 12, 16, 32,
] as const;
export const MIN_ZOOM = 0.01;
export const MAX_ZOOM = 32;

/** Space that "fit" leaves around the document, CSS pixels. */
const FIT_MARGIN = 24;
/** Part of the document that stays in sight however far it is dragged away, CSS pixels. */
const KEEP_IN_SIGHT = 64;

const clamp = (value: number, low: number, high: number): number =>
  Math.min(high, Math.max(low, value));

/** Document point at a point of the element. */
export function toDocument(view: ViewTransform, point: Point): Point {
  return { x: (point.x - view.originX) / view.zoom, y: (point.y - view.originY) / view.zoom };
}

/** Device pixels per document pixel, as shown to people (1 = 100 %). */
export function deviceZoom(view: ViewTransform, viewport: Viewport): number {
  return view.zoom * viewport.density;
}

/** The view with the document's corner on a whole device pixel, so that pixels are exact. */
export function snap(view: ViewTransform, { density }: Viewport): ViewTransform {
  return {
    zoom: view.zoom,
    originX: Math.round(view.originX * density) / density,
    originY: Math.round(view.originY * density) / density,
  };
}

/** The view moved so that part of the document stays in sight. */
export function settle(view: ViewTransform, document: Size, viewport: Viewport): ViewTransform {
  const axis = (origin: number, length: number, room: number): number => {
    const keep = Math.min(KEEP_IN_SIGHT, length, room);
    return clamp(origin, keep - length, room - keep);
  };
  return {
    zoom: view.zoom,
    originX: axis(view.originX, document.width * view.zoom, viewport.width),
    originY: axis(view.originY, document.height * view.zoom, viewport.height),
  };
}

/** The whole document, centred; `largest` (device pixels per document pixel) limits enlarging. */
export function fitView(
  document: Size,
  viewport: Viewport,
  largest: number = MAX_ZOOM,
): ViewTransform {
  const room = (length: number): number => Math.max(1, length - 2 * FIT_MARGIN);
  const zoom = clamp(
    Math.min(room(viewport.width) / document.width, room(viewport.height) / document.height),
    MIN_ZOOM / viewport.density,
    largest / viewport.density,
  );
  return centred(document, viewport, zoom);
}

function centred(document: Size, viewport: Viewport, zoom: number): ViewTransform {
  const originX = (viewport.width - document.width * zoom) / 2;
  const originY = (viewport.height - document.height * zoom) / 2;
  return settle({ zoom, originX, originY }, document, viewport);
}

/** The view zoomed so that the document point under `anchor` (element point) stays where it is. */
export function zoomAt(
  view: ViewTransform,
  toDeviceZoom: number,
  anchor: Point,
  document: Size,
  viewport: Viewport,
): ViewTransform {
  const zoom = clamp(toDeviceZoom, MIN_ZOOM, MAX_ZOOM) / viewport.density;
  const held = toDocument(view, anchor);
  const originX = anchor.x - held.x * zoom;
  const originY = anchor.y - held.y * zoom;
  return settle({ zoom, originX, originY }, document, viewport);
}

/** The view moved by CSS pixels, with part of the document kept in sight. */
export function panBy(
  view: ViewTransform,
  dx: number,
  dy: number,
  document: Size,
  viewport: Viewport,
): ViewTransform {
  const moved = { ...view, originX: view.originX + dx, originY: view.originY + dy };
  return settle(moved, document, viewport);
}

/** The next step of `ZOOM_STEPS` in a direction, counted from the current zoom. */
export function nextZoomStep(current: number, direction: 1 | -1): number {
  const slack = 1.005;
  if (direction > 0) return ZOOM_STEPS.find((step) => step > current * slack) ?? MAX_ZOOM;
  return ZOOM_STEPS.findLast((step) => step * slack < current) ?? MIN_ZOOM;
}

/** The view of a resized element that shows the same document point in its middle. */
export function afterResize(
  view: ViewTransform,
  document: Size,
  before: Viewport,
  after: Viewport,
): ViewTransform {
  const middle = toDocument(view, { x: before.width / 2, y: before.height / 2 });
  const zoom = (view.zoom * before.density) / after.density;
  const originX = after.width / 2 - middle.x * zoom;
  const originY = after.height / 2 - middle.y * zoom;
  return settle({ zoom, originX, originY }, document, after);
}

/** The visible part of the document, in whole document pixels; may be empty. */
export function visibleRect(view: ViewTransform, document: Size, viewport: Viewport): Rect {
  const from = toDocument(view, { x: 0, y: 0 });
  const to = toDocument(view, { x: viewport.width, y: viewport.height });
  const x = clamp(Math.floor(from.x), 0, document.width);
  const y = clamp(Math.floor(from.y), 0, document.height);
  const right = clamp(Math.ceil(to.x), 0, document.width);
  const bottom = clamp(Math.ceil(to.y), 0, document.height);
  return { x, y, width: Math.max(0, right - x), height: Math.max(0, bottom - y) };
}
