import { createKeptStrips } from '../../../src/restore/adjust/kept-strips';
import { pack, packedZeros, STEPS, type Packed } from '../../../src/restore/adjust/packed';
import { randomFrom } from '../../support/random';

test.each([1e-6, 0.7, 300])('packed values up to %d are within half a step', (most) => {
  const random = randomFrom(5);
  const values = Float32Array.from({ length: 500 }, () => (2 * random() - 1) * most);
  values.set([0, most, -most]);
  const packed = packedZeros(values.length, most);
  pack(values.subarray(0, 200), packed, 0);
  pack(values.subarray(200), packed, 200);
  const half = (0.5 * most) / STEPS;
  values.forEach((v, i) =>
    expect(Math.abs(packed.values[i]! * packed.step - v)).toBeLessThanOrEqual(half * 1.01),
  );
  expect(Array.from(packed.values.subarray(0, 3))).toEqual([0, STEPS, -STEPS]);
});

test('kept strips take no more than there is room for', () => {
  const part = (length: number): Packed => ({ values: new Int16Array(length), step: 1 });
  const kept = createKeptStrips(100);
  const parts = [part(20), part(20)];
  expect(kept.of(0)).toBeNull();
  kept.keep(0, parts);
  kept.keep(0, [part(1)]);
  expect(kept.of(0)).toBe(parts);
  kept.keep(5, [part(11)]);
  expect(kept.of(5)).toBeNull();
  kept.keep(5, [part(10)]);
  expect(kept.of(5)).toHaveLength(1);
});
