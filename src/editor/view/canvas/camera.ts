import type { Size, Point } from '../../../core/geometry';
import {
  afterResize,
  deviceZoom,
  fitView,
  MAX_ZOOM,
  nextZoomStep,
  panBy,
  settle,
  snap,
  zoomAt,
  type ViewTransform,
  type Viewport,
} from './view-transform';

/** The part of the open document that a camera needs. */
export interface Subject {
  readonly documentId: string;
  readonly size: Size;
}

/** How the user looks at the document. Immutable: every move gives another one. */
export interface Camera {
  readonly subject: Subject;
  readonly viewport: Viewport;
  /** Place of the document on the screen: its corner is on a whole device pixel. */
  readonly view: ViewTransform;
  /** `view` before rounding; drags start from here, so that many small ones add up. */
  readonly loose: ViewTransform;
  /**
   * Largest zoom of a view that is fitted to the element, and follows it, until the user zooms or
   * pans (a small document is opened at 100 %). null: not fitted.
   */
  readonly fitted: number | null;
}

/** Camera on a document that was just opened: all of it, at most at 100 %. */
export function cameraOn(subject: Subject, viewport: Viewport): Camera {
  return fitted(subject, viewport, 1);
}

function fitted(subject: Subject, viewport: Viewport, largest: number): Camera {
  const loose = fitView(subject.size, viewport, largest);
  return { subject, viewport, loose, view: snap(loose, viewport), fitted: largest };
}

function moved(camera: Camera, loose: ViewTransform): Camera {
  return { ...camera, loose, view: snap(loose, camera.viewport), fitted: null };
}

/**
 * Camera on a changed document. One that was enlarged keeps its place on the screen, so that before
 * and after can be compared.
 */
export function lookAt(camera: Camera | null, subject: Subject, viewport: Viewport): Camera {
  if (camera?.subject.documentId !== subject.documentId) return cameraOn(subject, viewport);
  const before = camera.subject.size;
  if (before.width === subject.size.width && before.height === subject.size.height) return camera;
  if (camera.fitted !== null) return fitted(subject, viewport, camera.fitted);
  const view = { ...camera.loose, zoom: (camera.loose.zoom * before.width) / subject.size.width };
  return moved({ ...camera, subject }, settle(view, subject.size, viewport));
}

/** The camera in a resized element: fitted again, or with the same point in the middle. */
export function resizeCamera(camera: Camera, viewport: Viewport): Camera {
  if (camera.fitted !== null) return fitted(camera.subject, viewport, camera.fitted);
  const view = afterResize(camera.loose, camera.subject.size, camera.viewport, viewport);
  return moved({ ...camera, viewport }, view);
}

/** Moves the view by CSS pixels. */
export function pan(camera: Camera, dx: number, dy: number): Camera {
  const { loose, viewport, subject } = camera;
  return moved(camera, panBy(loose, dx, dy, subject.size, viewport));
}

/** `zoom` in device pixels per document pixel; `anchor` (default: the middle) stays in place. */
export function zoomTo(camera: Camera, zoom: number, anchor: Point = middle(camera)): Camera {
  const { view, viewport, subject } = camera;
  return moved(camera, zoomAt(view, zoom, anchor, subject.size, viewport));
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
