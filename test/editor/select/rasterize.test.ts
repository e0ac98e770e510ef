import { rasterize } from '../../../src/editor/select/rasterize';
import { selectionOn } from '../../../src/editor/select/selection';
import type { SelectionShape } from '../../../src/editor/select/selection-shape';

const CANVAS = { width: 100, height: 80 };
const ALL = { x: 0, y: 0, ...CANVAS };

/** Coverage by counting 64 × 64 points in each pixel. */
function counted(inside: (x: number, y: number) => boolean): Uint8Array {
  const n = 64;
  const out = new Uint8Array(CANVAS.width * CANVAS.height);
  for (let y = 0; y < CANVAS.height; y++) {
    for (let x = 0; x < CANVAS.width; x++) {
      let count = 0;
      for (let j = 0; j < n; j++) {
        for (let i = 0; i < n; i++) if (inside(x + (i + 0.5) / n, y + (j + 0.5) / n)) count++;
      }
      out[y * CANVAS.width + x] = Math.round((count * 255) / (n * n));
    }
  }
  return out;
}

function largestDifference(shape: SelectionShape, wanted: Uint8Array): number {
  const { data } = selectionOn(rasterize(shape, CANVAS)!, ALL);
  return data.reduce((worst, value, i) => Math.max(worst, Math.abs(value - wanted[i]!)), 0);
}

test('a rectangle is rounded to whole pixels, turned the right way round and cut at the canvas', () => {
  const r = rasterize(
    { kind: 'rectangle', rect: { x: 20.4, y: 30.6, width: -30, height: 10 } },
    CANVAS,
  );
  expect(r).toEqual({ bounds: { x: 0, y: 31, width: 20, height: 10 }, data: null });
});

test('a rectangle outside the canvas or without area selects nothing', () => {
  expect(
    rasterize({ kind: 'rectangle', rect: { x: 200, y: 0, width: 9, height: 9 } }, CANVAS),
  ).toBeNull();
  expect(
    rasterize({ kind: 'rectangle', rect: { x: 2, y: 2, width: 0, height: 9 } }, CANVAS),
  ).toBeNull();
});

test('an ellipse covers each pixel as much as counting points says', () => {
  const rect = { x: 10.3, y: 5.7, width: 61.2, height: 50.9 };
  const inside = (x: number, y: number): boolean =>
    ((x - rect.x) / rect.width - 0.5) ** 2 + ((y - rect.y) / rect.height - 0.5) ** 2 <= 0.25;
  expect(largestDifference({ kind: 'ellipse', rect }, counted(inside))).toBeLessThanOrEqual(6);
});

test('an ellipse has the area of an ellipse', () => {
  const { data } = rasterize(
    { kind: 'ellipse', rect: { x: 5, y: 5, width: 80, height: 60 } },
    CANVAS,
  )!;
  const area = data!.reduce((sum, value) => sum + value / 255, 0);
  expect(area / (Math.PI * 40 * 30)).toBeCloseTo(1, 4);
});

test('an ellipse half outside is cut at the canvas', () => {
  const half = rasterize(
    { kind: 'ellipse', rect: { x: -20, y: 10, width: 40, height: 40 } },
    CANVAS,
  )!;
  expect(half.bounds).toEqual({ x: 0, y: 10, width: 20, height: 40 });
  expect(selectionOn(half, { x: 0, y: 30, width: 1, height: 1 }).data[0]).toBe(255);
});

test('a lasso with slanted edges covers each pixel as much as counting points says', () => {
  const points = [
    { x: 5.2, y: 3.1 },
    { x: 90.7, y: 20.4 },
    { x: 60.1, y: 75.9 },
    { x: 33, y: 40 },
    { x: 8.8, y: 70.2 },
  ];
  const inside = (x: number, y: number): boolean => {
    let odd = false;
    points.forEach((a, i) => {
      const b = points[(i + 1) % points.length]!;
      if (a.y > y !== b.y > y && x < a.x + ((y - a.y) * (b.x - a.x)) / (b.y - a.y)) odd = !odd;
    });
    return odd;
  };
  expect(largestDifference({ kind: 'lasso', points }, counted(inside))).toBeLessThanOrEqual(6);
});

test('where a lasso crosses itself, what it encloses twice is outside', () => {
  const square = (x: number, y: number, side: number) => [
    { x, y },
    { x: x + side, y },
    { x: x + side, y: y + side },
    { x, y: y + side },
    { x, y },
  ];
  const selection = rasterize(
    { kind: 'lasso', points: [...square(10, 10, 30), ...square(10, 10, 10)] },
    CANVAS,
  )!;
  expect(selectionOn(selection, { x: 12, y: 12, width: 1, height: 1 }).data[0]).toBe(0);
  expect(selectionOn(selection, { x: 30, y: 30, width: 1, height: 1 }).data[0]).toBe(255);
});

test('a lasso of two points selects nothing', () => {
  const points = [
    { x: 1, y: 1 },
    { x: 50, y: 50 },
  ];
  expect(rasterize({ kind: 'lasso', points }, CANVAS)).toBeNull();
});

test('a rectangle drawn as a lasso on whole pixels is exactly that rectangle', () => {
  const points = [
    { x: 3, y: 4 },
    { x: 13, y: 4 },
    { x: 13, y: 24 },
    { x: 3, y: 24 },
  ];
  expect(rasterize({ kind: 'lasso', points }, CANVAS)).toEqual({
    bounds: { x: 3, y: 4, width: 10, height: 20 },
    data: null,
  });
});

test('shapes far outside or without numbers select nothing', () => {
  expect(
    rasterize({ kind: 'ellipse', rect: { x: NaN, y: 0, width: 5, height: 5 } }, CANVAS),
  ).toBeNull();
  expect(
    rasterize({ kind: 'ellipse', rect: { x: 1e7, y: 0, width: 5, height: 5 } }, CANVAS),
  ).toBeNull();
});
