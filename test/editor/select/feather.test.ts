import { feather } from '../../../src/editor/select/feather';
import { rasterize } from '../../../src/editor/select/rasterize';
import { selectionOn, solidSelection, type Selection } from '../../../src/editor/select/selection';

const CANVAS = { width: 90, height: 70 };
const ALL = { x: 0, y: 0, ...CANVAS };

/** The two-dimensional sum as it is written down, the canvas's border values repeated outwards. */
function reference(selection: Selection, sigma: number): Float64Array {
  const { data } = selectionOn(selection, ALL);
  const reach = Math.ceil(4.5 * sigma);
  const weights = Array.from({ length: 2 * reach + 1 }, (_, i) =>
    Math.exp(-((i - reach) ** 2) / (2 * sigma * sigma)),
  );
  const total = weights.reduce((a, b) => a + b, 0);
  const along = (
    values: ArrayLike<number>,
    length: number,
    start: number,
    step: number,
    x: number,
  ) => {
    let sum = 0;
    for (let d = -reach; d <= reach; d++) {
      const at = Math.min(length - 1, Math.max(0, x + d));
      sum += weights[d + reach]! * values[start + at * step]!;
    }
    return sum / total;
  };
  const { width, height } = CANVAS;
  const rows = Float64Array.from(data, (_, i) => along(data, width, i - (i % width), 1, i % width));
  return rows.map((_, i) => along(rows, height, i % width, width, Math.floor(i / width)));
}

test.each([0.5, 1.3, 3.9, 4, 6.5, 12, 30])('a feather of %d pixels is a Gaussian', (sigma) => {
  const ellipse = rasterize(
    { kind: 'ellipse', rect: { x: 17, y: 15, width: 50, height: 41 } },
    CANVAS,
  )!;
  const soft = selectionOn(feather(ellipse, sigma, CANVAS)!, ALL).data;
  const wanted = reference(ellipse, sigma);
  const worst = soft.reduce((most, v, i) => Math.max(most, Math.abs(v - wanted[i]!)), 0);
  expect(worst).toBeLessThanOrEqual(1.01);
});

test('the border of the canvas is no edge', () => {
  const all = solidSelection(ALL, CANVAS)!;
  expect(feather(all, 20, CANVAS)).toEqual(all);
  const left = solidSelection({ x: 0, y: 0, width: 45, height: 70 }, CANVAS)!;
  const soft = selectionOn(feather(left, 5, CANVAS)!, ALL).data;
  expect(soft[0]).toBe(255);
  expect(soft[69 * 90]).toBe(255);
  expect(Math.abs(soft[35 * 90 + 44]! + soft[35 * 90 + 45]! - 255)).toBeLessThanOrEqual(2);
});

test('no feather is the same selection', () => {
  const box = solidSelection({ x: 3, y: 3, width: 10, height: 10 }, CANVAS)!;
  expect(feather(box, 0, CANVAS)).toBe(box);
});

test('a feather much larger than the canvas still ends', () => {
  const dot = solidSelection({ x: 45, y: 35, width: 1, height: 1 }, CANVAS)!;
  expect(feather(dot, 250, CANVAS)).toBeNull();
});
