import { combine, invert } from '../../../src/editor/select/combine';
import { rasterize } from '../../../src/editor/select/rasterize';
import {
  moveSelection,
  selectionOf,
  selectionOn,
  type Selection,
} from '../../../src/editor/select/selection';

const CANVAS = { width: 40, height: 30 };
const ALL = { x: 0, y: 0, ...CANVAS };

const box = (x: number, y: number, width: number, height: number): Selection =>
  rasterize({ kind: 'rectangle', rect: { x, y, width, height } }, CANVAS)!;
const ellipse = rasterize(
  { kind: 'ellipse', rect: { x: 4, y: 3, width: 25, height: 20 } },
  CANVAS,
)!;
const on = (selection: Selection | null): Uint8Array =>
  selection === null ? new Uint8Array(1200) : selectionOn(selection, ALL).data;

test.each([
  ['add', (a: number, b: number) => Math.max(a, b)],
  ['subtract', (a: number, b: number) => Math.min(a, 255 - b)],
  ['intersect', (a: number, b: number) => Math.min(a, b)],
] as const)('%s joins soft masks value by value', (mode, value) => {
  const other = rasterize(
    { kind: 'ellipse', rect: { x: 15, y: 10, width: 20, height: 19 } },
    CANVAS,
  )!;
  const joined = combine(ellipse, other, mode);
  const [a, b] = [on(ellipse), on(other)];
  expect(on(joined)).toEqual(a.map((v, i) => value(v, b[i]!)));
});

test('adding or subtracting the same shape twice changes nothing more', () => {
  const twice = combine(combine(ellipse, ellipse, 'add'), ellipse, 'add');
  expect(on(twice)).toEqual(on(ellipse));
  const less = combine(box(0, 0, 40, 30), ellipse, 'subtract');
  expect(on(combine(less, ellipse, 'subtract'))).toEqual(on(less));
});

test('what is left has tight bounds, and nothing left is no selection', () => {
  expect(combine(box(2, 2, 20, 10), box(12, 0, 20, 30), 'subtract')).toEqual(box(2, 2, 10, 10));
  expect(combine(box(2, 2, 20, 10), box(0, 0, 40, 30), 'subtract')).toBeNull();
  expect(combine(box(2, 2, 5, 5), box(20, 20, 5, 5), 'intersect')).toBeNull();
});

test('modes without something selected', () => {
  const shape = box(1, 1, 3, 3);
  expect(combine(null, shape, 'add')).toBe(shape);
  expect(combine(null, shape, 'subtract')).toBeNull();
  expect(combine(null, shape, 'intersect')).toBeNull();
  expect(combine(shape, null, 'add')).toBe(shape);
  expect(combine(shape, null, 'replace')).toBeNull();
});

test('inverting twice gives the same back, softness included', () => {
  const inverse = invert(ellipse, CANVAS);
  expect(on(inverse)).toEqual(on(ellipse).map((v) => 255 - v));
  expect(invert(inverse, CANVAS)).toEqual(ellipse);
});

test('nothing and everything are each other inverse', () => {
  expect(invert(null, CANVAS)).toEqual({ bounds: ALL, data: null });
  expect(invert(box(0, 0, 40, 30), CANVAS)).toBeNull();
});

test('a mask is trimmed to what is not zero', () => {
  const data = new Uint8Array(12);
  data[5] = 9;
  data[6] = 255;
  const trimmed = selectionOf({ width: 4, height: 3, data }, 10, 20);
  expect(trimmed).toEqual({
    bounds: { x: 11, y: 21, width: 2, height: 1 },
    data: Uint8Array.of(9, 255),
  });
});

test('a moved selection keeps its values and is cut at the canvas', () => {
  const moved = moveSelection(ellipse, -10, 2, CANVAS)!;
  expect(moved.bounds).toEqual({ x: 0, y: 5, width: 19, height: 20 });
  const wanted = selectionOn(ellipse, { x: 10, y: -2, ...CANVAS }).data;
  expect(on(moved)).toEqual(wanted);
  expect(moveSelection(box(0, 0, 5, 5), 40, 0, CANVAS)).toBeNull();
  expect(moveSelection(box(0, 0, 5, 5), -2, 0, CANVAS)).toEqual(box(0, 0, 3, 5));
});

test('a rectangle beside the selection reads as not selected', () => {
  for (const area of [
    { x: 30, y: 0, width: 5, height: 30 },
    { x: -9, y: -9, width: 4, height: 4 },
    { x: 0, y: 25, width: 40, height: 3 },
  ]) {
    expect(selectionOn(ellipse, area).data.every((value) => value === 0)).toBe(true);
  }
});
