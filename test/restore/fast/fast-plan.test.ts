import { rect } from '../../../src/core/geometry';
import { planFast, tilePixelsFor, type FastPlanInput } from '../../../src/restore/fast/fast-plan';
import { codeOf } from '../../support/code-of';

const INPUT: FastPlanInput = {
  context: { width: 600, height: 500 },
  region: rect(40, 40, 520, 420),
  scale: 2,
  maxTilePixels: 200_000,
};

const codeWith = (change: Partial<FastPlanInput>): string | null =>
  codeOf(() => planFast({ ...INPUT, ...change }));

test('the region is what of it lies in the context', () => {
  expect(planFast(INPUT).region).toEqual(rect(40, 40, 520, 420));
  expect(planFast({ ...INPUT, region: rect(40, 40, 9999, 420) }).region).toEqual(
    rect(40, 40, 560, 420),
  );
});

test('three times is four times, resized', () => {
  const heads = ([1, 2, 3, 4] as const).map((scale) => planFast({ ...INPUT, scale }).head);
  expect(heads).toEqual([1, 2, 4, 4]);
});

test('the largest tile follows the device', () => {
  expect(tilePixelsFor('wasm', null)).toBe(320 * 1024);
  expect(tilePixelsFor('webgpu', 2 ** 32)).toBe(768 * 1024);
  expect(tilePixelsFor('webgpu', 2 ** 27)).toBe(2 ** 19);
});

test('nothing to do, and nothing to do it with', () => {
  expect(codeWith({})).toBeNull();
  expect(codeWith({ region: rect(-60, -160, 50, 50) })).toBe('nothing-selected');
  expect(codeWith({ maxTilePixels: 4000 })).toBe('out-of-memory');
});
