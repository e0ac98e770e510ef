import {
  pointAfterKey,
  pointUnder,
  sharesOf,
  squareAround,
} from '../../../panel/views/try-here/try-geometry';
import { rect } from '../../../src/core/geometry';

const WHOLE = rect(100, 50, 2000, 1000);

test('a click is the pixel of the document under it, however large the picture is shown', () => {
  const shown = { left: 10, top: 20, width: 200, height: 100 };
  expect(pointUnder({ clientX: 110, clientY: 45 }, shown, WHOLE)).toEqual({ x: 1100, y: 300 });
  expect(pointUnder({ clientX: 10, clientY: 20 }, shown, WHOLE)).toEqual({ x: 100, y: 50 });
});

test('a part lies at its shares of the sides', () => {
  expect(sharesOf(rect(600, 300, 1000, 250), WHOLE)).toEqual(rect(0.25, 0.25, 0.5, 0.25));
});

test.each([
  [{ x: 1000, y: 500 }, rect(744, 244, 512, 512)],
  [{ x: 100, y: 1049 }, rect(100, 538, 512, 512)],
])('the square around %j stays inside', (point, square) => {
  expect(squareAround(point, WHOLE)).toEqual(square);
});

test('in a picture smaller than a tile the square is all of it', () => {
  expect(squareAround({ x: 3, y: 4 }, rect(0, 0, 60, 40))).toEqual(rect(0, 0, 60, 40));
});

test.each([
  ['ArrowLeft', false, { x: 950, y: 500 }],
  ['ArrowRight', true, { x: 1250, y: 500 }],
  ['ArrowUp', false, { x: 1000, y: 450 }],
  ['ArrowDown', true, { x: 1000, y: 750 }],
  ['Tab', false, null],
])('%s (Shift: %s) moves the point to %j', (key, large, moved) => {
  expect(pointAfterKey(key, { x: 1000, y: 500 }, WHOLE, large)).toEqual(moved);
});

test('even in a tiny picture an arrow moves by a pixel', () => {
  expect(pointAfterKey('ArrowRight', { x: 1, y: 1 }, rect(0, 0, 8, 8), false)).toEqual({
    x: 2,
    y: 1,
  });
});
