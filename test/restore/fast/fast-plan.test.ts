import { rect } from '../../../src/core/geometry';
import { planRun, tilePixelsFor, type PlanInput } from '../../../src/restore/fast/fast-plan';

const INPUT: PlanInput = {
  contextRect: rect(100, 200, 600, 500),
  region: rect(140, 240, 520, 420),
  scale: 2,
  mode: 'in-place',
  maxTilePixels: 200_000,
};

function codeOf(change: Partial<PlanInput>): unknown {
  try {
    planRun({ ...INPUT, ...change });
    return null;
  } catch (error) {
    return (error as { code?: string }).code;
  }
}

test('the region is in pixels of the context, the output in those of the document', () => {
  const plan = planRun(INPUT);
  expect(plan.region).toEqual(rect(40, 40, 520, 420));
  expect(plan.outputSize).toEqual({ width: 520, height: 420 });
  expect(planRun({ ...INPUT, mode: 'enlarge' }).outputSize).toEqual({ width: 1040, height: 840 });
});

test('three times is four times, resized', () => {
  const heads = ([1, 2, 3, 4] as const).map((scale) => planRun({ ...INPUT, scale }).head);
  expect(heads).toEqual([1, 2, 4, 4]);
});

test('the largest tile follows the device', () => {
  expect(tilePixelsFor('wasm', null)).toBe(320 * 1024);
  expect(tilePixelsFor('webgpu', 2 ** 32)).toBe(768 * 1024);
  expect(tilePixelsFor('webgpu', 2 ** 27)).toBe(2 ** 19);
});

test('nothing to do, and nothing to do it with', () => {
  expect(codeOf({})).toBeNull();
  expect(codeOf({ region: rect(0, 0, 50, 50) })).toBe('nothing-selected');
  expect(codeOf({ maxTilePixels: 4000 })).toBe('out-of-memory');
});
