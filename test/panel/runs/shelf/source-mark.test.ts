import { markOf, pixelDigest, LONGEST_MARK } from '../../../../panel/runs/shelf/source-mark';
import type { KeptResult } from '../../../../panel/store/kept';
import { rect, translate, type DocRect } from '../../../../src/core/geometry';
import { createImage, cropImage, type Depth, type Image } from '../../../../src/core/image';
import { keptOf, noisyImage } from '../../stories/kept';
import { createTestShelf } from '../../stories/panel';

/** A picture whose pixel (x, y) is as `colour` says. */
function painted(
  width: number,
  height: number,
  colour: (x: number, y: number) => readonly [number, number, number, number],
  depth: Depth = 8,
): Image {
  const image = createImage({ width, height }, depth);
  for (let i = 0; i < width * height; i++) {
    image.data.set(colour(i % width, Math.floor(i / width)), i * 4);
  }
  return image;
}

function over(
  before: Image,
  region: DocRect = rect(40, 30, before.width, before.height),
): KeptResult {
  return { ...keptOf({ region }), before };
}

describe('what a picture under a result is recognised by', () => {
  it('may lie around its region, where it was restored as well', async () => {
    const before = noisyImage(150, 90);
    const restored = rect(40, 30, 150, 90);
    const kept = { ...keptOf({ region: rect(72, 62, 86, 26), restored }), before };
    const mark = await markOf(kept);
    const part = cropImage(before, translate(mark!.rect, -restored.x, -restored.y));
    expect(await pixelDigest(part)).toBe(mark!.digest);
  });

  it.each([8, 16] as const)(
    'lies in its region, and is read again there (%s bit)',
    async (depth) => {
      const before = noisyImage(150, 90, depth);
      const region = rect(40, 30, 150, 90);
      const mark = await markOf(over(before, region));
      expect(mark).toMatchObject({ layerId: 'layer-1' });
      expect(mark!.rect).toMatchObject({ width: LONGEST_MARK, height: LONGEST_MARK });
      const part = cropImage(before, translate(mark!.rect, -region.x, -region.y));
      expect(await pixelDigest(part)).toBe(mark!.digest);
    },
  );

  it('is its richest part', async () => {
    const noise = noisyImage(64, 64);
    const before = painted(320, 64, (x, y) => {
      const at = (y * 64 + (x % 64)) * 4;
      const [r = 0, g = 0, b = 0] = noise.data.subarray(at, at + 3);
      return x < 256 ? [9, 9, 9, 255] : [r, g, b, 255];
    });
    expect((await markOf(over(before)))?.rect).toEqual(rect(40 + 256, 30, 64, 64));
  });

  it.each<readonly [string, Image]>([
    ['a flat colour', painted(200, 200, () => [255, 255, 255, 255])],
    ['a gradient', painted(200, 200, (x) => [x, x, x, 255])],
    ['nothing that is opaque', painted(200, 200, (x, y) => [x, y, 7, 0])],
    ['too small a piece', noisyImage(5, 5)],
  ])('is not there in %s', async (_, before) => {
    expect(await markOf(over(before))).toBeNull();
  });

  it('is not there without a source, or a place', async () => {
    expect(await markOf({ ...keptOf(), before: null })).toBeNull();
    expect(await markOf(keptOf({ region: null }))).toBeNull();
    expect(await markOf(over(noisyImage(64, 64), rect(0, 0, 9, 9)))).toBeNull();
  });
});

describe('the digest of pixels', () => {
  const one = noisyImage(16, 16);

  it('is the same for the same values, whatever is under full transparency', async () => {
    const clear = (colour: number): Image =>
      painted(16, 16, (x, y) => (x < 3 ? [colour, colour, colour, 0] : [x, y, 1, 200]));
    expect(await pixelDigest(clear(0))).toBe(await pixelDigest(clear(250)));
    expect(await pixelDigest(one)).toBe(await pixelDigest(noisyImage(16, 16)));
  });

  it.each<readonly [string, Image]>([
    ['value', { ...one, data: one.data.map((each, i) => (i === 500 ? each ^ 1 : each)) } as Image],
    ['shape', { ...one, width: 8, height: 32 }],
    ['depth', noisyImage(16, 16, 16)],
  ])('is another one for another %s', async (_, other) => {
    expect(await pixelDigest(other)).not.toBe(await pixelDigest(one));
  });
});

describe('a shelf', () => {
  it('notes the names that a document has had, once each, and the newest of very many', async () => {
    const shelf = createTestShelf();
    await shelf.keep(keptOf({ documentName: 'a.psd' }));
    for (const name of ['a.psd', 'b.psd', 'b.psd', 'c.psd']) await shelf.rename('one', name);
    expect(await shelf.list()).toMatchObject([{ laterNames: ['b.psd', 'c.psd'] }]);
    for (let i = 0; i < 20; i++) await shelf.rename('one', `${i}.psd`);
    const [one] = await shelf.list();
    expect(one!.laterNames).toHaveLength(16);
    expect(one!.laterNames.at(-1)).toBe('19.psd');
    expect(one!.documentName).toBe('a.psd');
    await shelf.rename('another', 'x.psd');
    expect(await shelf.list()).toHaveLength(1);
  });

  it('keeps what the picture under a result is recognised by, packed or not', async () => {
    const shelf = createTestShelf();
    const before = noisyImage(24, 16);
    const region = { x: 2, y: 5, width: 24, height: 16 };
    await shelf.keep({ ...keptOf({ region }), before });
    const mark = { layerId: 'layer-1', rect: region, digest: await pixelDigest(before) };
    expect(await shelf.list()).toMatchObject([{ mark }]);
    await shelf.tidy();
    expect(await shelf.list()).toMatchObject([{ mark }]);
  });
});
