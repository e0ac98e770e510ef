import { rect } from '../../../src/core/geometry';
import { createMask, type Mask } from '../../../src/core/mask';
import { growMask } from '../../../src/pixels/dilate';
import { featherMask } from '../../../src/pixels/feather';
import { adjustMask, type OpenSides } from '../../../src/restore/adjust/adjust-mask';
import { compositeMask } from '../../../src/restore/composite';
import type { MaskEdge } from '../../../src/restore/request';
import { goOn, pauses } from '../../support/breathing';
import { integersFrom } from '../../support/random';

const OPEN: OpenSides = { left: true, top: true, right: true, bottom: true };
const CLOSED: OpenSides = { left: false, top: false, right: false, bottom: false };
const SIZE = { width: 60, height: 50 };

function block(x: number, y: number, width: number, height: number): Mask {
  const mask = createMask(SIZE);
  const area = rect(x, y, width, height);
  for (let row = area.y; row < area.y + area.height; row++) {
    mask.data.fill(255, row * SIZE.width + area.x, row * SIZE.width + area.x + area.width);
  }
  return mask;
}

const at = (mask: Mask, x: number, y: number): number => mask.data[y * mask.width + x]!;

test('nothing asked for is the very mask', async () => {
  const mask = block(3, 4, 20, 20);
  expect(await adjustMask(mask, { grow: 0, feather: 0 }, OPEN, goOn)).toBe(mask);
});

test('the mask that came in is left alone', async () => {
  const mask = createMask(SIZE, 255);
  for (const edge of [
    { grow: -4, feather: 0 },
    { grow: 0, feather: 2 },
    { grow: 5, feather: 3 },
  ]) {
    await adjustMask(mask, edge, OPEN, goOn);
    expect(mask.data.every((v) => v === 255)).toBe(true);
  }
});

test('grows and shrinks inside the result', async () => {
  const mask = block(20, 20, 10, 10);
  const grown = await adjustMask(mask, { grow: 3, feather: 0 }, OPEN, goOn);
  expect([at(grown, 16, 25), at(grown, 17, 25)]).toEqual([0, 255]);
  expect(await adjustMask(mask, { grow: -3, feather: 0 }, OPEN, goOn)).toEqual(block(23, 23, 4, 4));
});

test('a full mask shrinks from sides on which the document goes on', async () => {
  const full = createMask(SIZE, 255);
  expect(await adjustMask(full, { grow: -3, feather: 0 }, OPEN, goOn)).toEqual(block(3, 3, 54, 44));
  expect(await adjustMask(full, { grow: -3, feather: 0 }, CLOSED, goOn)).toEqual(full);
  const sides = { left: true, top: false, right: false, bottom: true };
  expect(await adjustMask(full, { grow: -3, feather: 0 }, sides, goOn)).toEqual(
    block(3, 0, 57, 47),
  );
});

test('a softened edge has faded to nothing where the result ends', async () => {
  const full = createMask(SIZE, 255);
  const soft = await adjustMask(full, { grow: 0, feather: 3 }, OPEN, goOn);
  for (let x = 0; x < SIZE.width; x++) {
    expect(at(soft, x, 0)).toBe(0);
    expect(at(soft, x, SIZE.height - 1)).toBe(0);
  }
  const across = Array.from({ length: 30 }, (_, x) => at(soft, x, 25));
  across.slice(1).forEach((value, x) => expect(value).toBeGreaterThanOrEqual(across[x]!));
  expect(across[20]).toBe(255);
  expect(new Set(across).size).toBeGreaterThan(8);
  expect(await adjustMask(full, { grow: 0, feather: 3 }, CLOSED, goOn)).toEqual(full);
});

/** A run with `edge` on a selection of `block`, and what a run without it kept, adjusted by `edge`. */
async function bothWays(edge: MaskEdge): Promise<{ readonly run: Mask; readonly adjusted: Mask }> {
  const contextRect = rect(200, 300, 300, 280);
  const canvas = { width: 1000, height: 800 };
  const selection = createMask(contextRect);
  for (let y = 120; y < 190; y++) selection.data.fill(255, y * 300 + 110, y * 300 + 180);
  const of = (maskEdge: MaskEdge) =>
    compositeMask({ contextRect, canvas, selection, maskEdge }, goOn);
  const kept = await of({ grow: 0, feather: 0 });
  const wanted = (await of(edge)).within(kept.region);
  return { run: wanted.mask, adjusted: await adjustMask(kept.mask, edge, OPEN, goOn) };
}

test.each([
  { grow: 20, feather: 0 },
  { grow: 32, feather: 0 },
  { grow: -9, feather: 0 },
  { grow: 0, feather: 8 },
  { grow: 0, feather: 10 },
  { grow: 10, feather: 7 },
])('with room around it, $grow and $feather are what a run makes of them', async (edge) => {
  const { run, adjusted } = await bothWays(edge);
  expect(adjusted).toEqual(run);
});

test.each([
  { grow: 0, feather: 16 },
  { grow: 0, feather: 32 },
  { grow: 16, feather: 16 },
  { grow: 32, feather: 32 },
])(
  '$grow and $feather, which would reach further, end at the border without a step',
  async (edge) => {
    const { run, adjusted } = await bothWays(edge);
    const line = (mask: Mask): number[] => [...mask.data.slice(67 * 134, 67 * 134 + 67)];
    const [soft, wanted] = [line(adjusted), line(run)];
    expect(soft[0]).toBe(0);
    const steps = soft.slice(1).map((value, x) => value - soft[x]!);
    // As steep as a softened edge is where it is steepest, or less than twice that.
    const steepest = 255 / (edge.feather * Math.sqrt(2 * Math.PI));
    for (const step of steps) {
      expect(step).toBeGreaterThanOrEqual(-1);
      expect(step).toBeLessThan(2 * steepest + 2);
    }
    // Nowhere more than there was to be, and the more of it the further inside.
    soft.forEach((value, x) => expect(value).toBeLessThanOrEqual(wanted[x]! + 1));
    const lost = soft.map((value, x) => wanted[x]! - value);
    expect(lost[0]!).toBeGreaterThan(lost[66]!);
  },
);

test('a broad feather keeps its middle where the edge was', async () => {
  // The room is two of its deviations wide: the mirror image takes one in 30,000 from the edge.
  const { run, adjusted } = await bothWays({ grow: 0, feather: 16 });
  for (let x = 32; x < 67; x++) {
    const apart = run.data[67 * 134 + x]! - adjusted.data[67 * 134 + x]!;
    expect(Math.abs(apart)).toBeLessThanOrEqual(1);
  }
});

test('more than there is leaves nothing', async () => {
  const mask = await adjustMask(createMask(SIZE, 255), { grow: -32, feather: 32 }, OPEN, goOn);
  expect(mask.data.every((v) => v === 0)).toBe(true);
});

test.each([0.5, 2, 7.3, 12])('softens by %d as the mask of a run is', async (sigma) => {
  const random = integersFrom(8);
  const mask = block(18, 18, 24, 14);
  for (let i = 0; i < 60; i++)
    mask.data[(20 + random(10)) * SIZE.width + 20 + random(20)] = random(256);
  const soft = await adjustMask(mask, { grow: 0, feather: sigma }, CLOSED, goOn);
  const wanted = await featherMask(mask, sigma, goOn);
  expect(soft).toEqual(wanted);
});

test.each([
  { grow: 9, feather: 0 },
  { grow: -9, feather: 0 },
  { grow: 0, feather: 2 },
  { grow: 3, feather: 20 },
])('$grow, $feather of a larger mask is that of the whole, and can be called off', async (edge) => {
  const random = integersFrom(8);
  const size = { width: 1100, height: 500 };
  const mask = createMask(size);
  for (let i = 0; i < 140; i++) {
    const [x, y] = [random(1000), random(480)];
    for (let row = y; row < y + 20; row++) {
      mask.data.fill(random(256), row * size.width + x, row * size.width + x + 90);
    }
  }
  const all = pauses();
  const out = await adjustMask(mask, edge, CLOSED, all.breathe);
  expect(all.count()).toBeGreaterThan(2);
  const grown = await growMask(mask, edge.grow, goOn);
  const wanted = await featherMask(grown, edge.feather, goOn);
  expect(Buffer.compare(out.data, wanted.data)).toBe(0);
  const some = pauses(all.count() - 1);
  await expect(adjustMask(mask, edge, CLOSED, some.breathe)).rejects.toThrow('abort');
  expect(some.count()).toBe(all.count() - 1);
});
