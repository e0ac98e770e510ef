import { type Rect, type Size, rect, rectOfSize, scaleSize } from '../../src/core/geometry';
import { createMask, type Mask } from '../../src/core/mask';
import { enlargeMask } from '../../src/pixels/linear';
import {
  compositeMask,
  docRectOf,
  type CompositeInput,
  type CompositeMask,
} from '../../src/restore/composite';
import { goOn, pauses } from '../support/breathing';
import { codeOf } from '../support/code-of';
import { integersFrom } from '../support/random';

const context = rect(100, 50, 40, 30);

function input(selection: Mask | null, change: Partial<CompositeInput> = {}): CompositeInput {
  return {
    contextRect: context,
    canvas: { width: 400, height: 300 },
    selection,
    maskEdge: { grow: 0, feather: 0 },
    ...change,
  };
}

function composite(given: CompositeInput): Promise<CompositeMask> {
  return compositeMask(given, goOn);
}

/** 255 inside `area`. */
function block(size: Size, area: Rect): Mask {
  const mask = createMask(size);
  for (let y = area.y; y < area.y + area.height; y++) {
    mask.data.fill(255, y * size.width + area.x, y * size.width + area.x + area.width);
  }
  return mask;
}

function at(mask: Mask, x: number, y: number): number {
  return mask.data[y * mask.width + x]!;
}

test('without grow and feather it is the selection, cut to its bounds', async () => {
  const selection = createMask(context);
  selection.data.set([0, 7, 128, 255, 31, 0], 12 * 40 + 9);
  const made = await composite(input(selection));
  const { shown } = made;
  expect(shown).toEqual(rect(10, 12, 4, 1));
  expect([...made.within(shown).mask.data]).toEqual([7, 128, 255, 31]);
  expect(docRectOf(shown, context, 1)).toEqual(rect(110, 62, 4, 1));
  expect(docRectOf(shown, context, 3)).toEqual(rect(330, 186, 12, 3));
});

describe('the region', () => {
  const canvas = { width: 1000, height: 800 };
  const contextRect = rect(300, 200, 300, 250);

  test('goes on around the mask by the room for it to grow, where that is 0', async () => {
    const selection = block(contextRect, rect(100, 90, 60, 50));
    const { shown, region, mask } = await composite(input(selection, { canvas, contextRect }));
    expect(shown).toEqual(rect(100, 90, 60, 50));
    expect(region).toEqual(rect(100 - 32, 90 - 32, 60 + 64, 50 + 64));
    expect(mask).toEqual(block(region, rect(32, 32, 60, 50)));
  });

  test('starts from the mask that grow and feather make', async () => {
    const selection = block(contextRect, rect(100, 90, 60, 50));
    const change = { canvas, contextRect, maskEdge: { grow: 8, feather: 0 } };
    const { shown, region } = await composite(input(selection, change));
    expect(shown).toEqual(rect(92, 82, 76, 66));
    expect(region).toEqual(rect(60, 50, 76 + 64, 66 + 64));
  });

  test('ends at the canvas, and before the outermost pixels of a context inside of it', async () => {
    const corner = rect(0, 0, 300, 250);
    const selection = block(corner, rect(5, 0, 280, 230));
    const made = await composite(input(selection, { canvas, contextRect: corner }));
    expect(made.region).toEqual(rect(0, 0, 299, 249));
    const inner = await composite(input(selection, { canvas, contextRect }));
    expect(inner.shown).toEqual(rect(5, 1, 280, 229));
    expect(inner.region).toEqual(rect(1, 1, 298, 248));
  });
});

test('the selection that came in is left alone', async () => {
  const selection = block(context, rect(0, 0, 40, 30));
  const before = selection.data.slice();
  await composite(input(selection, { maskEdge: { grow: 3, feather: 2 } }));
  expect(selection.data).toEqual(before);
});

test('grow moves the edge along a disc, shrink moves it back', async () => {
  const selection = block(context, rect(15, 12, 8, 6));
  const grown = await composite(input(selection, { maskEdge: { grow: 5, feather: 0 } }));
  expect(grown.shown).toEqual(rect(10, 7, 18, 16));
  const { mask } = grown.within(grown.shown);
  expect(at(mask, 0, 5)).toBe(255);
  expect(at(mask, 0, 0)).toBe(0);
  expect(at(mask, 1, 2)).toBe(255);
  const shrunk = await composite(input(selection, { maskEdge: { grow: -2, feather: 0 } }));
  expect(shrunk.shown).toEqual(rect(17, 14, 4, 2));
  expect(shrunk.within(shrunk.shown).mask.data.every((v) => v === 255)).toBe(true);
});

test('growing a soft edge keeps its slope', async () => {
  const selection = createMask(context);
  for (let y = 0; y < 30; y++) selection.data.set([50, 100, 150, 200, 255], y * 40 + 20);
  const made = await composite(input(selection, { maskEdge: { grow: 4, feather: 0 } }));
  expect(made.shown.x).toBe(16);
  const { mask } = made.within(made.shown);
  const row = [...mask.data.slice(15 * mask.width, 15 * mask.width + 8)];
  expect(row).toEqual([50, 100, 150, 200, 255, 255, 255, 255]);
});

test('feather is a Gaussian that ends after three deviations', async () => {
  const selection = block(context, rect(20, 0, 20, 30));
  const canvas = { width: 140, height: 80 };
  const soft = await composite(input(selection, { maskEdge: { grow: 0, feather: 2 }, canvas }));
  expect(soft.shown.x).toBe(14);
  const { mask } = soft.within(soft.shown);
  const row = [...mask.data.slice(15 * mask.width, 15 * mask.width + 12)];
  row.forEach((v, i) => {
    // The share of a Gaussian of deviation 2 that lies left of pixel i's centre.
    expect(Math.abs(v / 255 - normal((i + 14 - 19.5) / 2))).toBeLessThan(0.015);
  });
});

test('at the canvas edge nothing fades; at an edge of choice the last pixel is 0', async () => {
  const all = createMask(context, 255);
  const inside = await composite(input(all, { maskEdge: { grow: 0, feather: 3 } }));
  expect(inside.region).toEqual(rect(1, 1, 38, 28));
  const exact = await composite(
    input(all, { contextRect: rect(0, 0, 40, 30), canvas: { width: 40, height: 300 } }),
  );
  expect(exact.region).toEqual(rect(0, 0, 40, 29));
  const whole = await composite(
    input(all, {
      contextRect: rect(0, 0, 40, 30),
      canvas: { width: 40, height: 30 },
      maskEdge: { grow: 0, feather: 3 },
    }),
  );
  expect(whole.region).toEqual(rect(0, 0, 40, 30));
  expect(whole.mask.data.every((v) => v === 255)).toBe(true);
});

test('no selection is all of the context', async () => {
  const { region, mask } = await composite(input(null, { maskEdge: { grow: -5, feather: 9 } }));
  expect(region).toEqual(rect(0, 0, 40, 30));
  expect(mask.data.every((v) => v === 255)).toBe(true);
});

test('enlarged it is resized, and 0 where the selection is 0', async () => {
  const selection = block(context, rect(10, 10, 6, 4));
  selection.data.fill(100, 12 * 40 + 10, 12 * 40 + 16);
  const made = await composite(input(selection));
  const large = await made.within(made.shown).enlarged(4, goOn);
  expect(large).toMatchObject({ width: 24, height: 16 });
  expect(at(large, 12, 0)).toBeGreaterThan(120);
  expect(at(large, 12, 3)).toBe(255);
  // Between rows of 255 and 100: a quarter of the way from one centre to the next.
  expect(at(large, 12, 6)).toBe(Math.round(255 - 155 * 0.125));
  expect(at(large, 12, 9)).toBe(Math.round(100 + 155 * 0.125));
  const hole = block(context, rect(10, 10, 6, 6));
  hole.data[13 * 40 + 13] = 0;
  const withHole = await composite(input(hole));
  const around = await withHole.within(withHole.shown).enlarged(2, goOn);
  expect([at(around, 6, 6), at(around, 7, 7)]).toEqual([0, 0]);
  expect(at(around, 5, 6)).toBeGreaterThan(0);
});

test('what leaves nothing is an error', async () => {
  const code = (selection: Mask, grow: number): Promise<string | null> =>
    codeOf(composite(input(selection, { maskEdge: { grow, feather: 0 } })));
  expect(await code(createMask(context), 0)).toBe('nothing-selected');
  expect(await code(block(context, rect(10, 10, 6, 6)), -3)).toBe('nothing-selected');
  expect(await code(block(context, rect(10, 10, 7, 7)), -3)).toBeNull();
});

test('a selection of another size, or a context outside the canvas, is a bug', async () => {
  const small = createMask({ width: 3, height: 3 });
  await expect(composite(input(small))).rejects.toThrow(RangeError);
  const canvas = { width: 120, height: 80 };
  await expect(composite(input(null, { canvas }))).rejects.toThrow(RangeError);
});

test('is enlarged in strips to the same mask, and called off between them', async () => {
  const canvas = { width: 700, height: 900 };
  const contextRect = rectOfSize(canvas);
  const random = integersFrom(5);
  const selection = createMask(canvas);
  for (let i = 0; i < selection.data.length; i++) selection.data[i] = random(3) * 100;
  const mask = await composite(input(selection, { canvas, contextRect }));
  expect(mask.region).toEqual(contextRect);
  const all = pauses();
  const large = await mask.enlarged(2, all.breathe);
  expect(all.count()).toBeGreaterThan(3);
  const wanted = enlargeMask(selection, scaleSize(canvas, 2));
  const differs = large.data.findIndex((value, i) => {
    const x = (i % large.width) >> 1;
    const y = Math.floor(i / large.width) >> 1;
    return value !== (at(selection, x, y) === 0 ? 0 : wanted.data[i]);
  });
  expect(differs).toBe(-1);
  const some = pauses(2);
  await expect(mask.enlarged(2, some.breathe)).rejects.toThrow('abort');
  expect(some.count()).toBe(2);
});

/** Normal distribution function (Abramowitz & Stegun 7.1.26). */
function normal(x: number): number {
  const z = Math.abs(x) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * z);
  const poly =
    t *
    (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const erf = 1 - poly * Math.exp(-z * z);
  return x < 0 ? (1 - erf) / 2 : (1 + erf) / 2;
}
