import { createKeptStrips } from '../../../src/restore/adjust/kept-strips';
import { addPacked, largestOf, pack, type Packed } from '../../../src/restore/adjust/packed';
import { randomFrom } from '../../support/random';

describe('packed values', () => {
  test.each([1e-6, 0.7, 300])('up to %d are within half a step', (most) => {
    const random = randomFrom(5);
    const values = Float32Array.from({ length: 500 }, () => (2 * random() - 1) * most);
    values.set([0, most, -most]);
    const back = new Float32Array(values.length);
    addPacked(back, pack(values, largestOf(values)), 1);
    const half = (0.5 * largestOf(values)) / 32767;
    back.forEach((v, i) => expect(Math.abs(v - values[i]!)).toBeLessThanOrEqual(half * 1.01));
    expect(back[0]).toBe(0);
  });

  test('are added by their share', () => {
    const sum = new Float32Array([1, 1, 1]);
    addPacked(sum, pack(new Float32Array([1, -1, 0]), 1), 0.25);
    expect(Array.from(sum)).toEqual([1.25, 0.75, 1]);
  });

  test('nothing but zeros stays so', () => {
    const sum = new Float32Array(2);
    addPacked(sum, pack(new Float32Array(2), 0), 1);
    expect(Array.from(sum)).toEqual([0, 0]);
  });
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
