import type { Size } from '../../../src/core/geometry';
import {
  afterResize,
  deviceZoom,
  fitView,
  MAX_ZOOM,
  nextZoomStep,
  panBy,
  settle,
  zoomAt,
  type Point,
  type View,
  type Viewport,
} from './view';

/** The open document as far as looking at it goes. */
export interface Subject {
  readonly documentId: string;
  readonly size: Size;
}

/** Where the user looks. Immutable: every move gives another one. */
export interface Camera {
  readonly subject: Subject;
  readonly viewport: Viewport;
  readonly view: View;
  /**
   * Fitted to the element, and following it, until the user zooms or pans: the number is the
   * largest zoom that this may take (a small document is opened at 100 %). null: not fitted.
   */
  readonly fitted: number | null;
}

/** A document that was just opened: all of it, at most at 100 %. */
export function cameraOn(subject: Subject, viewport: Viewport): Camera {
  return fitted(subject, viewport, 1);
}

function fitted(subject: Subject, viewport: Viewport, largest: number): Camera {
  return { subject, viewport, view: fitView(subject.size, viewport, largest), fitted: largest };
}

/**
 * The same look at a changed document. One that was enlarged keeps its place on the screen, so that
 * before and after can be compared.
 */
export function lookAt(camera: Camera | null, subject: Subject, viewport: Viewport): Camera {
  if (camera?.subject.documentId !== subject.documentId) return cameraOn(subject, viewport);
  const before = camera.subject.size;
  if (before.width === subject.size.width && before.height === subject.size.height) return camera;
  if (camera.fitted !== null) return fitted(subject, viewport, camera.fitted);
  const view = { ...camera.view, zoom: (camera.view.zoom * before.width) / subject.size.width };
  return { ...camera, subject, view: settle(view, subject.size, viewport) };
}

export function resizeCamera(camera: Camera, viewport: Viewport): Camera {
  if (camera.fitted !== null) return fitted(camera.subject, viewport, camera.fitted);
  const view = afterResize(camera.view, camera.subject.size, camera.viewport, viewport);
  return { ...camera, viewport, view };
}

export function pan(camera: Camera, dx: number, dy: number): Camera {
  const { view, viewport, subject } = camera;
  return { ...camera, view: panBy(view, dx, dy, subject.size, viewport), fitted: null };
}

/** `zoom` in device pixels per document pixel; `anchor` (default: the middle) stays in place. */
export function zoomTo(camera: Camera, zoom: number, anchor: Point = middle(camera)): Camera {
  const { view, viewport, subject } = camera;
  return { ...camera, view: zoomAt(view, zoom, anchor, subject.size, viewport), fitted: null };
}

export function zoomBy(camera: Camera, factor: number, anchor: Point): Camera {
  return zoomTo(camera, zoomOf(camera) * factor, anchor);
}

export function zoomStep(camera: Camera, direction: 1 | -1, anchor?: Point): Camera {
  return zoomTo(camera, nextZoomStep(zoomOf(camera), direction), anchor);
}

export function fit(camera: Camera): Camera {
  return fitted(camera.subject, camera.viewport, MAX_ZOOM);
}

/** Device pixels per document pixel; 1 is 100 %. */
export function zoomOf(camera: Camera): number {
  return deviceZoom(camera.view, camera.viewport);
}

function middle({ viewport }: Camera): Point {
  return { x: viewport.width / 2, y: viewport.height / 2 };
}
