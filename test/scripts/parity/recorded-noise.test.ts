import { seededNoise } from '../../../src/sampling/noise';
import { recordedNoise } from '../../../scripts/parity/recorded-noise';

const DIMS = [1, 4, 64, 64] as const;

test('gives what was recorded, in order, and refuses more or another shape', () => {
  const one = seededNoise(1).next(DIMS);
  const noise = recordedNoise([one, one]);
  expect(noise.next(DIMS)).toBe(one);
  expect(() => noise.next([1, 4, 64, 32])).toThrow(RangeError);
  expect(noise.next(DIMS)).toBe(one);
  expect(() => noise.next(DIMS)).toThrow(RangeError);
});
