import { screenOutline } from '../../../src/editor/view/canvas/screen-outline';

const VIEWPORT = { width: 200, height: 100, density: 2 };
const SQUARE = [new Float32Array([10, 10, 60, 10, 60, 40, 10, 40])];

describe('the outline on the screen', () => {
  it('lies on the middles of device pixels', () => {
    const view = { zoom: 0.5, originX: 3, originY: 7 };
    expect(screenOutline(SQUARE, view, VIEWPORT)).toEqual([
      [16.5, 24.5, 66.5, 24.5, 66.5, 54.5, 16.5, 54.5],
    ]);
  });

  it('has no more points than there are device pixels to tell apart', () => {
    const stairs: number[] = [];
    for (let i = 0; i < 5000; i++) stairs.push(i, i, i + 1, i);
    stairs.push(5000, 5000, 0, 5000);
    const [polygon] = screenOutline(
      [new Float32Array(stairs)],
      { zoom: 0.01, originX: 0, originY: 0 },
      VIEWPORT,
    );
    expect(polygon?.length).toBeLessThan(500);
  });

  it('stays axis-aligned and near the viewport however far in it is zoomed', () => {
    const [polygon] = screenOutline(SQUARE, { zoom: 32, originX: -900, originY: -500 }, VIEWPORT);
    const points = polygon ?? [];
    expect(points.length).toBeGreaterThanOrEqual(6);
    for (const value of points) expect(Math.abs(value)).toBeLessThan(500);
    for (let i = 0; i + 3 < points.length; i += 2) {
      const sameX = points[i] === points[i + 2];
      const sameY = points[i + 1] === points[i + 3];
      expect(sameX || sameY).toBe(true);
    }
  });

  it('drops polygons that are smaller than a device pixel', () => {
    expect(screenOutline(SQUARE, { zoom: 0.001, originX: 0, originY: 0 }, VIEWPORT)).toEqual([]);
  });
});
