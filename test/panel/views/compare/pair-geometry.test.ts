import { rect } from '../../../../src/core/geometry';
import {
  clampPan,
  dividerAfterKey,
  NO_PAN,
  pictureRect,
  wholeAround,
  zoomFactor,
} from '../../../../panel/views/compare/pair-geometry';

const canvas = { width: 600, height: 400 };

describe('the comparison', () => {
  it('fits a large picture and enlarges a small one at most four times', () => {
    expect(zoomFactor('fit', { width: 1200, height: 400 }, canvas)).toBe(0.5);
    expect(zoomFactor('fit', { width: 10, height: 10 }, canvas)).toBe(4);
    expect(zoomFactor('actual', { width: 5000, height: 10 }, canvas)).toBe(1);
  });

  it('puts the picture in the middle, moved by the pan', () => {
    const picture = { width: 1000, height: 300 };
    expect(pictureRect('actual', NO_PAN, picture, canvas)).toEqual({
      x: -200,
      y: 50,
      width: 1000,
      height: 300,
    });
    expect(pictureRect('fit', NO_PAN, picture, canvas)).toMatchObject({ x: 0, y: 110 });
  });

  it('puts the rest of the picture around the part that is looked at', () => {
    const focus = rect(100, 40, 200, 80);
    const place = pictureRect('fit', NO_PAN, focus, canvas);
    expect(place).toEqual({ x: 0, y: 80, width: 600, height: 240 });
    expect(wholeAround(place, { size: { width: 400, height: 160 }, focus })).toEqual({
      x: -300,
      y: -40,
      width: 1200,
      height: 480,
    });
    const size = { width: 400, height: 160 };
    expect(wholeAround(place, { size, focus: rect(0, 0, 400, 160) })).toEqual({
      ...place,
      height: (160 * 600) / 400,
    });
  });

  it('does not let the picture be moved out of sight', () => {
    const picture = { width: 1000, height: 300 };
    expect(clampPan({ x: 900, y: 30 }, 'actual', picture, canvas)).toEqual({ x: 200, y: 0 });
    expect(clampPan({ x: -900, y: 0 }, 'actual', picture, canvas)).toEqual({ x: -200, y: 0 });
    expect(clampPan({ x: 5, y: 5 }, 'fit', picture, canvas)).toEqual({ x: 0, y: 0 });
  });

  it('moves the divider with the keys of a slider', () => {
    expect(dividerAfterKey('ArrowRight', 0.5, false)).toBeCloseTo(0.52);
    expect(dividerAfterKey('ArrowLeft', 0.5, true)).toBeCloseTo(0.4);
    expect(dividerAfterKey('Home', 0.5, false)).toBe(0);
    expect(dividerAfterKey('PageUp', 0.95, false)).toBe(1);
    expect(dividerAfterKey('a', 0.5, false)).toBeNull();
  });
});
