import { rect } from '../../src/core/geometry';
import { createImage, cropImage, type Depth } from '../../src/core/image';
import { createMask, cropMask, maskBounds } from '../../src/core/mask';

describe.each<Depth>([8, 16])('cropImage, %i bit', (depth) => {
  it('copies what lies inside and leaves the rest transparent', () => {
    const image = createImage({ width: 3, height: 2 }, depth);
    image.data.forEach((_, i) => (image.data[i] = i + 1));
    const out = cropImage(image, rect(-1, 1, 3, 2));
    expect(out.depth).toBe(depth);
    expect(Array.from(out.data.subarray(0, 12))).toEqual([
      0, 0, 0, 0, 13, 14, 15, 16, 17, 18, 19, 20,
    ]);
    expect(out.data.subarray(12).every((v) => v === 0)).toBe(true);
  });

  it('is transparent where the area misses the image', () => {
    const image = createImage({ width: 3, height: 2 }, depth);
    image.data.fill(9);
    for (const area of [rect(20, 0, 2, 2), rect(-9, 1, 2, 2), rect(0, 7, 2, 2)]) {
      expect(cropImage(image, area).data.every((v) => v === 0)).toBe(true);
    }
  });
});

describe('mask', () => {
  it('finds the bounds above a threshold', () => {
    const mask = createMask({ width: 5, height: 4 });
    expect(maskBounds(mask)).toBeNull();
    mask.data[1 * 5 + 2] = 10;
    mask.data[3 * 5 + 4] = 200;
    expect(maskBounds(mask)).toEqual(rect(2, 1, 3, 3));
    expect(maskBounds(mask, 10)).toEqual(rect(4, 3, 1, 1));
  });

  it('crops with zeros outside', () => {
    const mask = createMask({ width: 2, height: 2 }, 7);
    expect(Array.from(cropMask(mask, rect(1, 1, 2, 2)).data)).toEqual([7, 0, 0, 0]);
  });

  it('is zero where the area misses the mask', () => {
    const mask = createMask({ width: 2, height: 2 }, 7);
    for (const area of [rect(9, 0, 3, 2), rect(-9, 0, 3, 2), rect(1, 9, 3, 2)]) {
      expect(cropMask(mask, area).data.every((v) => v === 0)).toBe(true);
    }
  });
});
