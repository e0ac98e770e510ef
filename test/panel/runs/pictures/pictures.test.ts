import { decode } from 'fast-png';
import { createImage, type Depth } from '../../../../src/core/image';
import { withMaskAsAlpha } from '../../../../src/pixels/alpha';
import { enlargeMask } from '../../../../src/pixels/linear';
import { encodePng } from '../../../../src/pixels/png/encode-png';
import { createMask } from '../../../../src/core/mask';

describe.each<Depth>([8, 16])('a PNG of %i bit', (depth) => {
  it('holds the pixels exactly, colour under transparency included', async () => {
    const image = createImage({ width: 5, height: 3 }, depth);
    image.data.forEach((_, i) => (image.data[i] = (i * 37) % (depth === 8 ? 256 : 65536)));
    const png = decode(await encodePng(image));
    expect(png).toMatchObject({ width: 5, height: 3, depth, channels: 4 });
    expect(Array.from(png.data)).toEqual(Array.from(image.data));
  });

  it('takes the mask into its alpha and leaves the picture alone', () => {
    const image = createImage({ width: 3, height: 1 }, depth);
    const opaque = depth === 8 ? 255 : 65535;
    image.data.set([1, 2, 3, opaque, 4, 5, 6, opaque, 7, 8, 9, opaque]);
    const mask = createMask({ width: 3, height: 1 });
    mask.data.set([255, 0, 51]);
    const out = withMaskAsAlpha(image, mask);
    expect([out.data[3], out.data[7], out.data[11]]).toEqual([opaque, 0, opaque / 5]);
    expect(Array.from(out.data.subarray(4, 7))).toEqual([4, 5, 6]);
    expect(image.data[7]).toBe(opaque);
  });
});

describe('enlargeMask', () => {
  it('covers the same area with more pixels, soft where the mask changes', () => {
    const mask = createMask({ width: 2, height: 2 });
    mask.data.set([0, 200, 0, 200]);
    const out = enlargeMask(mask, { width: 4, height: 6 });
    expect(out).toMatchObject({ width: 4, height: 6 });
    for (let y = 0; y < 6; y++) {
      expect(Array.from(out.data.subarray(y * 4, y * 4 + 4))).toEqual([0, 50, 150, 200]);
    }
    mask.data.set([0, 0, 240, 240]);
    expect(Array.from(enlargeMask(mask, { width: 2, height: 4 }).data)).toEqual([
      0, 0, 60, 60, 180, 180, 240, 240,
    ]);
  });

  it('is the mask itself at its own size', () => {
    const mask = createMask({ width: 3, height: 2 }, 7);
    expect(enlargeMask(mask, { width: 3, height: 2 })).toBe(mask);
  });
});
