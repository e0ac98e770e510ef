import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Point, Size } from '../../../core/geometry';
import * as cameras from './camera';
import type { Camera } from './camera';
import { toDocument, type Viewport } from './view-transform';
import { wheelAction } from './wheel';

/** Where the user looks in an element: it follows the element's size and the wheel. */
export class CanvasCamera implements ReactiveController {
  /** Null while nothing is open, or the element has no size yet. */
  current: Camera | null = null;
  viewport: Viewport = { width: 0, height: 0, density: 1 };
  private readonly resizing = new ResizeObserver((entries) => this.resize(entries));

  constructor(
    private readonly element: HTMLElement & ReactiveControllerHost,
    private readonly onMove: () => void,
    private readonly onResize: () => void,
  ) {
    element.addController(this);
  }

  hostConnected(): void {
    this.element.addEventListener('wheel', this.onWheel, { passive: false });
    this.resizing.observe(this.element);
  }

  hostDisconnected(): void {
    this.resizing.disconnect();
  }

  /** Device pixels per document pixel; 1 is 100 %. */
  get zoom(): number {
    return this.current === null ? 1 : cameras.zoomOf(this.current);
  }

  toDocument(at: Point): Point {
    return this.current === null ? at : toDocument(this.current.view, at);
  }

  /** Looks at this document; null: none is open. */
  follow(open: { readonly id: string; readonly size: Size } | null): void {
    if (open === null) this.current = null;
    else if (this.viewport.width > 0) {
      const subject = { documentId: open.id, size: open.size };
      this.current = cameras.lookAt(this.current, subject, this.viewport);
    }
  }

  move(change: (camera: Camera) => Camera): void {
    if (this.current === null) return;
    this.current = change(this.current);
    this.onMove();
  }

  private readonly onWheel = (event: WheelEvent): void => {
    event.preventDefault();
    const action = wheelAction(event);
    const box = this.element.getBoundingClientRect();
    const anchor = { x: event.clientX - box.left, y: event.clientY - box.top };
    this.move((camera) =>
      action.kind === 'zoom'
        ? cameras.zoomBy(camera, action.factor, anchor)
        : cameras.pan(camera, action.dx, action.dy),
    );
  };

  private resize(entries: readonly ResizeObserverEntry[]): void {
    const box = entries.at(-1)?.contentRect;
    if (box === undefined || box.width === 0 || box.height === 0) return;
    this.viewport = { width: box.width, height: box.height, density: devicePixelRatio };
    if (this.current !== null) this.current = cameras.resizeCamera(this.current, this.viewport);
    this.onResize();
  }
}
