import { rect } from '../../../src/core/geometry';
import { createMask, type Mask } from '../../../src/core/mask';
import { featherMask } from '../../../src/pixels/feather';
import { adjustMask, type OpenSides } from '../../../src/restore/adjust/adjust-mask';
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

test('nothing asked for is the very mask', () => {
  const mask = block(3, 4, 20, 20);
  expect(adjustMask(mask, { grow: 0, feather: 0 }, OPEN)).toBe(mask);
});

test('the mask that came in is left alone', () => {
  const mask = createMask(SIZE, 255);
  for (const edge of [
    { grow: -4, feather: 0 },
    { grow: 0, feather: 2 },
    { grow: 5, feather: 3 },
  ]) {
    adjustMask(mask, edge, OPEN);
    expect(mask.data.every((v) => v === 255)).toBe(true);
  }
});

test('grows and shrinks inside the result', () => {
  const mask = block(20, 20, 10, 10);
  const grown = adjustMask(mask, { grow: 3, feather: 0 }, OPEN);
  expect([at(grown, 16, 25), at(grown, 17, 25)]).toEqual([0, 255]);
  expect(adjustMask(mask, { grow: -3, feather: 0 }, OPEN)).toEqual(block(23, 23, 4, 4));
});

test('a full mask shrinks from sides on which the document goes on', () => {
  const full = createMask(SIZE, 255);
  expect(adjustMask(full, { grow: -3, feather: 0 }, OPEN)).toEqual(block(3, 3, 54, 44));
  expect(adjustMask(full, { grow: -3, feather: 0 }, CLOSED)).toEqual(full);
  const sides = { left: true, top: false, right: false, bottom: true };
  expect(adjustMask(full, { grow: -3, feather: 0 }, sides)).toEqual(block(3, 0, 57, 47));
});

test('a softened edge has faded to nothing where the result ends', () => {
  const full = createMask(SIZE, 255);
  const soft = adjustMask(full, { grow: 0, feather: 3 }, OPEN);
  for (let x = 0; x < SIZE.width; x++) {
    expect(at(soft, x, 0)).toBe(0);
    expect(at(soft, x, SIZE.height - 1)).toBe(0);
  }
  const across = Array.from({ length: 30 }, (_, x) => at(soft, x, 25));
  across.slice(1).forEach((value, x) => expect(value).toBeGreaterThanOrEqual(across[x]!));
  expect(across[20]).toBe(255);
  expect(new Set(across).size).toBeGreaterThan(8);
  expect(adjustMask(full, { grow: 0, feather: 3 }, CLOSED)).toEqual(full);
});

test('more than there is leaves nothing', () => {
  const mask = adjustMask(createMask(SIZE, 255), { grow: -32, feather: 32 }, OPEN);
  expect(mask.data.every((v) => v === 0)).toBe(true);
});

test.each([
  [0.5, 1],
  [2, 1],
  [4, 6],
  [7.3, 6],
  [12, 6],
])('softens by %d like the mask of a run', (sigma, tolerance) => {
  const random = integersFrom(8);
  const mask = block(18, 18, 24, 14);
  for (let i = 0; i < 60; i++)
    mask.data[(20 + random(10)) * SIZE.width + 20 + random(20)] = random(256);
  const soft = adjustMask(mask, { grow: 0, feather: sigma }, CLOSED);
  const wanted = featherMask(mask, sigma);
  soft.data.forEach((v, i) => expect(Math.abs(v - wanted.data[i]!)).toBeLessThanOrEqual(tolerance));
});
