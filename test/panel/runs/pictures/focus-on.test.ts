import { focusOn } from '../../../../panel/runs/pictures/focus-on';
import { rect } from '../../../../src/core/geometry';
import { createMask, type Mask } from '../../../../src/core/mask';

const PICTURE = { width: 60, height: 40 };

function dots(width: number, height: number, ...at: readonly (readonly [number, number])[]): Mask {
  const mask = createMask({ width, height });
  for (const [x, y] of at) mask.data[y * width + x] = 1;
  return mask;
}

test('looks at what a mask shows', () => {
  expect(focusOn(PICTURE, [dots(60, 40, [7, 5], [30, 9])])).toEqual(rect(7, 5, 24, 5));
});

test('at what any of several shows, of which some have fewer pixels', () => {
  const large = dots(60, 40, [7, 5]);
  expect(focusOn(PICTURE, [large, dots(20, 13, [10, 12])])).toEqual(rect(7, 5, 26, 35));
  expect(focusOn(PICTURE, [large, dots(30, 20)])).toEqual(rect(7, 5, 1, 1));
});

test('at all of the picture where nothing shows', () => {
  expect(focusOn(PICTURE, [dots(60, 40), dots(30, 20)])).toEqual(rect(0, 0, 60, 40));
});
