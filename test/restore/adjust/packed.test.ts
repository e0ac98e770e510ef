import { createKeptStrips } from '../../../src/restore/adjust/kept-strips';
import { pack, STEPS, type Packed } from '../../../src/restore/adjust/packed';
import { randomFrom } from '../../support/random';

test.each([1e-6, 0.7, 300])('packed values up to %d are within half a step', (most) => {
  const random = randomFrom(5);
  const values = Float32Array.from({ length: 500 }, () => (2 * random() - 1) * most);
  values.set([0, most, -most]);
  const packed = pack(values, most);
  const half = (0.5 * most) / STEPS;
  values.forEach((v, i) =>
    expect(Math.abs(packed.values[i]! * packed.step - v)).toBeLessThanOrEqual(half * 1.01),
  );
  expect(Array.from(packed.values.subarray(0, 3))).toEqual([0, STEPS, -STEPS]);
});

describe('kept strips', () => {
  const part = (length: number): Packed => ({ values: new Int16Array(length), step: 1 });

  test('are those of one kind', () => {
    const kept = createKeptStrips(100);
    const parts = [part(4)];
    expect(kept.of('a', 0)).toBeNull();
    kept.keep('a', 0, parts);
    expect(kept.of('a', 0)).toBe(parts);
    expect(kept.of('b', 0)).toBeNull();
    // What belongs to another kind came too late.
    kept.keep('a', 0, parts);
    expect(kept.of('b', 0)).toBeNull();
    expect(kept.of('a', 0)).toBeNull();
  });

  test('take no more than there is room for', () => {
    const kept = createKeptStrips(100);
    kept.of('a', 0);
    kept.keep('a', 0, [part(20), part(20)]);
    expect([kept.hasRoom(20), kept.hasRoom(21)]).toEqual([true, false]);
    kept.keep('a', 5, [part(11)]);
    expect(kept.of('a', 5)).toBeNull();
    kept.keep('a', 5, [part(10)]);
    expect(kept.of('a', 5)).toHaveLength(1);
    kept.of('b', 0);
    expect(kept.hasRoom(100)).toBe(true);
  });
});
