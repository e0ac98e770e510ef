import {
  cameraOn,
  fit,
  lookAt,
  pan,
  resizeCamera,
  zoomOf,
  zoomTo,
} from '../../../src/editor/view/canvas/camera';
import { toElement } from './to-element';

const VIEWPORT = { width: 800, height: 600, density: 1 };
const SMALL = { documentId: 'a', size: { width: 300, height: 200 } };
const LARGE = { documentId: 'b', size: { width: 4000, height: 3000 } };

describe('the camera', () => {
  it('opens a small document at 100 % and a large one whole', () => {
    expect(zoomOf(cameraOn(SMALL, VIEWPORT))).toBe(1);
    expect(zoomOf(cameraOn(LARGE, VIEWPORT))).toBeCloseTo((600 - 48) / 3000, 9);
  });

  it('fills the element when asked to fit', () => {
    expect(zoomOf(fit(cameraOn(SMALL, VIEWPORT)))).toBeCloseTo((800 - 48) / 300, 9);
  });

  it('follows the element until the user moves the view', () => {
    const wider = { ...VIEWPORT, width: 400, height: 300 };
    const fitted = resizeCamera(cameraOn(LARGE, VIEWPORT), wider);
    expect(zoomOf(fitted)).toBeCloseTo((300 - 48) / 3000, 9);
    const moved = resizeCamera(zoomTo(cameraOn(LARGE, VIEWPORT), 0.5), wider);
    expect(zoomOf(moved)).toBe(0.5);
  });

  it('starts afresh with another document and stays with the same one', () => {
    const moved = pan(zoomTo(cameraOn(LARGE, VIEWPORT), 0.5), -40, 10);
    expect(lookAt(moved, LARGE, VIEWPORT)).toBe(moved);
    expect(lookAt(moved, SMALL, VIEWPORT).view).toEqual(cameraOn(SMALL, VIEWPORT).view);
    expect(lookAt(null, SMALL, VIEWPORT).view).toEqual(cameraOn(SMALL, VIEWPORT).view);
  });

  it('adds up many small moves without rounding them away', () => {
    let camera = zoomTo(cameraOn(LARGE, VIEWPORT), 0.5);
    const { originX, originY } = camera.view;
    for (let i = 0; i < 30; i++) camera = pan(camera, 0.3, -0.7);
    expect(camera.view.originX).toBeCloseTo(originX + 9, 6);
    expect(camera.view.originY).toBeCloseTo(originY - 21, 6);
  });

  it('keeps an enlarged document where it was on the screen', () => {
    const moved = zoomTo(cameraOn(LARGE, VIEWPORT), 0.4);
    const doubled = { documentId: 'b', size: { width: 8000, height: 6000 } };
    const after = lookAt(moved, doubled, VIEWPORT);
    expect(zoomOf(after)).toBeCloseTo(0.2, 9);
    const before = toElement(moved.view, { x: 1000, y: 1500 });
    const now = toElement(after.view, { x: 2000, y: 3000 });
    expect(now.x).toBeCloseTo(before.x, 0);
    expect(now.y).toBeCloseTo(before.y, 0);
  });
});
