import { contains, grow, intersect, isEmpty, rect, union } from '../../src/core/geometry';

describe('geometry', () => {
  it('cuts overlapping rectangles and leaves apart ones empty', () => {
    expect(intersect(rect(0, 0, 10, 10), rect(5, 6, 10, 10))).toEqual(rect(5, 6, 5, 4));
    expect(isEmpty(intersect(rect(0, 0, 4, 4), rect(4, 0, 4, 4)))).toBe(true);
  });

  it('joins rectangles and ignores empty ones', () => {
    expect(union(rect(-2, 0, 2, 2), rect(4, 4, 1, 1))).toEqual(rect(-2, 0, 7, 5));
    expect(union(rect(9, 9, 0, 3), rect(1, 1, 2, 2))).toEqual(rect(1, 1, 2, 2));
  });

  it('grows both ways and never turns inside out', () => {
    expect(grow(rect(10, 10, 4, 4), 3)).toEqual(rect(7, 7, 10, 10));
    expect(isEmpty(grow(rect(10, 10, 4, 4), -3))).toBe(true);
    expect(contains(rect(0, 0, 8, 8), rect(1, 1, 7, 7))).toBe(true);
    expect(contains(rect(0, 0, 8, 8), rect(1, 1, 8, 7))).toBe(false);
  });
});
