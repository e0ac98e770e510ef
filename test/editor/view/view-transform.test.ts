import {
  afterResize,
  deviceZoom,
  fitView,
  MAX_ZOOM,
  MIN_ZOOM,
  nextZoomStep,
  panBy,
  snap,
  toDocument,
  visibleRect,
  zoomAt,
  type Viewport,
} from '../../../src/editor/view/canvas/view-transform';
import { toElement } from './to-element';

const DOCUMENT = { width: 1000, height: 500 };
const VIEWPORT: Viewport = { width: 800, height: 600, density: 1 };
const RETINA: Viewport = { ...VIEWPORT, density: 2 };

describe('the view transform', () => {
  it('maps document points to the element and back', () => {
    const view = { zoom: 0.37, originX: 12.5, originY: -33 };
    const there = toElement(view, { x: 123.25, y: 456.5 });
    const back = toDocument(view, there);
    expect(back.x).toBeCloseTo(123.25, 9);
    expect(back.y).toBeCloseTo(456.5, 9);
  });

  it('fits the whole document with room around it, centred', () => {
    const view = fitView(DOCUMENT, VIEWPORT);
    expect(view.zoom).toBeCloseTo((800 - 48) / 1000, 9);
    expect(view.originX).toBe(24);
    expect(view.originY + (DOCUMENT.height * view.zoom) / 2).toBeCloseTo(300, 0);
  });

  it('does not enlarge a small document beyond the given zoom', () => {
    expect(fitView({ width: 10, height: 10 }, VIEWPORT, 1).zoom).toBe(1);
    expect(fitView({ width: 10, height: 10 }, RETINA, 1).zoom).toBe(0.5);
    expect(fitView({ width: 1, height: 1 }, VIEWPORT).zoom).toBe(MAX_ZOOM);
  });

  it.each([1, 1.5, 2])('snaps the corner to a whole device pixel at density %d', (density) => {
    const view = snap({ zoom: 0.731, originX: 10.3337, originY: 7.77 }, { ...VIEWPORT, density });
    expect((view.originX * density) % 1).toBeCloseTo(0, 9);
    expect((view.originY * density) % 1).toBeCloseTo(0, 9);
  });

  it('keeps the point under the pointer in place, to half a device pixel', () => {
    const start = fitView(DOCUMENT, RETINA);
    const anchor = { x: 400, y: 300 };
    const before = toDocument(start, anchor);
    const after = zoomAt(start, 3, anchor, DOCUMENT, RETINA);
    expect(deviceZoom(after, RETINA)).toBeCloseTo(3, 9);
    const at = toElement(after, before);
    expect(Math.abs(at.x - anchor.x)).toBeLessThanOrEqual(0.25);
    expect(Math.abs(at.y - anchor.y)).toBeLessThanOrEqual(0.25);
  });

  it('never zooms past its limits', () => {
    const start = fitView(DOCUMENT, VIEWPORT);
    const middle = { x: 400, y: 300 };
    expect(zoomAt(start, 1e6, middle, DOCUMENT, VIEWPORT).zoom).toBe(MAX_ZOOM);
    expect(zoomAt(start, 0, middle, DOCUMENT, VIEWPORT).zoom).toBe(MIN_ZOOM);
  });

  it('keeps part of the document in sight however far it is dragged', () => {
    const start = fitView(DOCUMENT, VIEWPORT);
    for (const [dx, dy] of [
      [1e5, 1e5],
      [-1e5, -1e5],
      [1e5, -1e5],
    ] as const) {
      const seen = visibleRect(panBy(start, dx, dy, DOCUMENT, VIEWPORT), DOCUMENT, VIEWPORT);
      expect(seen.width).toBeGreaterThan(0);
      expect(seen.height).toBeGreaterThan(0);
    }
  });

  it('holds the middle and the size in device pixels when the element changes', () => {
    const view = zoomAt(fitView(DOCUMENT, VIEWPORT), 2, { x: 400, y: 300 }, DOCUMENT, VIEWPORT);
    const after = { width: 500, height: 900, density: 2 };
    const resized = afterResize(view, DOCUMENT, VIEWPORT, after);
    expect(deviceZoom(resized, after)).toBeCloseTo(deviceZoom(view, VIEWPORT), 9);
    const middle = toDocument(view, { x: 400, y: 300 });
    const now = toElement(resized, middle);
    expect(now.x).toBeCloseTo(250, 0);
    expect(now.y).toBeCloseTo(450, 0);
  });

  it('sees whole document pixels, inside the document only', () => {
    const view = { zoom: 4, originX: -10, originY: 20 };
    expect(visibleRect(view, DOCUMENT, VIEWPORT)).toEqual({ x: 2, y: 0, width: 201, height: 145 });
  });

  it('steps through the round zooms', () => {
    expect(nextZoomStep(1, 1)).toBe(2);
    expect(nextZoomStep(1, -1)).toBe(0.6667);
    expect(nextZoomStep(0.95, 1)).toBe(1);
    expect(nextZoomStep(0.666, 1)).toBe(1);
    expect(nextZoomStep(MAX_ZOOM, 1)).toBe(MAX_ZOOM);
    expect(nextZoomStep(MIN_ZOOM, -1)).toBe(MIN_ZOOM);
  });
});
