import type { LayerResult } from '../../../src/core/document';
import { rect, type DocRect, type Size } from '../../../src/core/geometry';
import type { Image } from '../../../src/core/image';
import { createMask } from '../../../src/core/mask';
import { createAdjuster } from '../../../src/restore/adjust/adjuster';
import { NO_ADJUSTMENT, type Adjustment } from '../../../src/restore/adjust/adjustment';
import { resized } from '../pictures';
import { distance, picture, restoredFrom, worst } from './pictures';

const CANVAS: Size = { width: 200, height: 150 };
const PLACE: DocRect = rect(20, 0, 80, 60);
const ORIGINAL = picture('cat-chelsea.png', PLACE);
const BASE = { above: { documentId: 'd', layerId: 'l' }, name: 'Restored', rect: PLACE } as const;

const IN_PLACE: LayerResult = {
  ...BASE,
  mode: 'in-place',
  image: restoredFrom(ORIGINAL),
  mask: createMask(PLACE, 255),
};

const LARGE = restoredFrom(resized(ORIGINAL, { width: 160, height: 120 }, 'bicubic'));
const ENLARGE: LayerResult = {
  ...BASE,
  mode: 'enlarge',
  scale: 2,
  rect: rect(40, 0, 160, 120),
  image: LARGE,
  mask: createMask(LARGE, 255),
};

const SMART: LayerResult = {
  ...BASE,
  mode: 'smart-object',
  scale: 2,
  content: LARGE,
  image: resized(LARGE, PLACE, 'bicubic'),
  mask: createMask(PLACE, 255),
};

function adjuster(result: LayerResult, original: Image = ORIGINAL) {
  return createAdjuster({ result, original, canvas: CANVAS });
}

function with_(change: Partial<Adjustment>): Adjustment {
  return { ...NO_ADJUSTMENT, ...change };
}

describe.each([IN_PLACE, ENLARGE, SMART])('a result $mode', (result) => {
  test('stays the same where nothing is asked for', async () => {
    const out = await adjuster(result).adjust(NO_ADJUSTMENT);
    expect(out).toEqual(result);
    expect(out.image).toBe(result.image);
    expect(out.mask).toBe(result.mask);
    if (out.mode === 'smart-object' && result.mode === 'smart-object') {
      expect(out.content).toBe(result.content);
    }
  });

  test('is always adjusted from what it was at first', async () => {
    const one = adjuster(result);
    const wanted = await adjuster(result).adjust(with_({ strength: 0.7, detail: 0.8 }));
    await one.adjust(with_({ strength: 0.2, grain: 1, maskEdge: { grow: -9, feather: 4 } }));
    await one.adjust(with_({ colorFix: 'adain' }));
    expect(await one.adjust(with_({ strength: 0.7, detail: 0.8 }))).toEqual(wanted);
    expect(await one.adjust(NO_ADJUSTMENT)).toEqual(result);
  });

  test('is taken as the caller’s own, and counted', async () => {
    const one = adjuster(result);
    for (const change of [{}, { strength: 0.5 }, { maskEdge: { grow: -2, feather: 1 } }]) {
      const counts: string[] = [];
      const wanted = await one.adjust(with_(change));
      const taken = await one.take(with_(change), new AbortController().signal);
      expect(taken).toEqual(wanted);
      taken.image.data.fill(1);
      taken.mask.data.fill(1);
      await adjuster(result).take(with_(change), new AbortController().signal, (done, total) =>
        counts.push(`${done}/${total}`),
      );
      expect(counts).toEqual(change.strength === undefined ? [] : ['0/1', '1/1']);
      expect(await one.adjust(with_(change))).toEqual(wanted);
    }
    expect(await one.adjust(NO_ADJUSTMENT)).toEqual(result);
  });

  test('with another mask keeps its very pictures', async () => {
    const out = await adjuster(result).adjust(with_({ maskEdge: { grow: -2, feather: 1 } }));
    expect(out.image).toBe(result.image);
    expect(out.mask).not.toEqual(result.mask);
    expect(out.mask.data).toHaveLength(result.mask.data.length);
  });

  test('keeps its place, name and look', async () => {
    const out = await adjuster(result).adjust(with_({ strength: 0.5 }));
    expect({ ...out, image: 0, content: 0 }).toEqual({ ...result, image: 0, content: 0 });
  });

  test('gives up when it is called off', async () => {
    const stop = new AbortController();
    stop.abort();
    const asked = adjuster(result).adjust(with_({ strength: 0.5 }), stop.signal);
    await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
  });
});

test('the edge of an enlarged mask moves by pixels of the document as it was', async () => {
  const { mask } = await adjuster(ENLARGE).adjust(with_({ maskEdge: { grow: -3, feather: 0 } }));
  const column = (x: number): number => mask.data[60 * mask.width + x]!;
  expect([column(5), column(6)]).toEqual([0, 255]);
  // Its upper edge is that of the canvas.
  expect(mask.data[80]).toBe(255);
});

test('a result that reaches the end of the enlarged canvas stays whole there', async () => {
  const place = rect(240, 180, 160, 120);
  const { mask } = await adjuster({ ...ENLARGE, rect: place }).adjust(
    with_({ maskEdge: { grow: -3, feather: 0 } }),
  );
  expect(mask.data.at(-1)).toBe(255);
  expect(mask.data[0]).toBe(0);
});

test('a smart object is adjusted inside, and looks like it', async () => {
  const out = await adjuster(SMART).adjust(with_({ strength: 0.3 }));
  if (out.mode !== 'smart-object') throw new Error(out.mode);
  expect(out.content).toMatchObject({ width: 160, height: 120 });
  expect(out.image).toMatchObject({ width: 80, height: 60 });
  expect(worst(out.image, resized(out.content, PLACE, 'bicubic'))).toBeLessThanOrEqual(1);
  expect(distance(out.image, ORIGINAL)).toBeLessThan(distance(SMART.image, ORIGINAL) / 2);
});

test('what lies under transparent pixels of the original has no say', async () => {
  const hole = (red: number): Image => {
    const image = { ...ORIGINAL, data: ORIGINAL.data.slice() } as Image;
    for (let y = 10; y < 40; y++) {
      for (let x = 10; x < 40; x++) image.data.set([red, 0, 255, 0], 4 * (80 * y + x));
    }
    return image;
  };
  const change = with_({ detail: 0.2, strength: 0.8, grain: 0.5, colorFix: 'adain' });
  const outs = await Promise.all(
    [0, 255].map((red) => adjuster(IN_PLACE, hole(red)).adjust(change)),
  );
  expect(outs[0]).toEqual(outs[1]);
});

test('pictures that do not belong together are refused', () => {
  expect(() => adjuster(IN_PLACE, picture('cat-chelsea.png', CANVAS))).toThrow(RangeError);
});
