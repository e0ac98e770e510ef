import { constantScale, isUnguided, pullToCenter, scaleAt } from '../../src/sampling/guidance';
import { createLatent, mapLatent } from '../../src/sampling/latent';
import { createSchedule, nearestLevel, SIGMA_MAX, stepTable } from '../../src/sampling/schedule';
import { slidingWindows } from '../../src/sampling/windows';

const latent = mapLatent(createLatent([1, 4, 2, 2]), (i) => i);
const zero = createLatent([1, 4, 2, 2]);

describe('guidance', () => {
  it('runs linearly between its ends', () => {
    const scale = { atMax: 4, atZero: 7.5 };
    expect(scaleAt(scale, 0)).toBe(7.5);
    expect(scaleAt(scale, SIGMA_MAX)).toBe(4);
    expect(isUnguided(constantScale(1))).toBe(true);
    expect(isUnguided({ atMax: 1, atZero: 4 })).toBe(false);
  });

  it('pulls to the centre at high noise, not when off, not on the last step', () => {
    expect(pullToCenter(latent, zero, SIGMA_MAX, 1, 4).data.every((v) => v === 0)).toBe(true);
    expect(pullToCenter(latent, zero, SIGMA_MAX, 1, -1)).toBe(latent);
    expect(pullToCenter(latent, zero, 0.2, 0, 4)).toBe(latent);
  });
});

describe('the schedule', () => {
  it('refuses impossible numbers of steps', () => {
    const schedule = createSchedule();
    for (const steps of [0, -1, 1.5, 1001, NaN]) {
      expect(() => stepTable(schedule, steps)).toThrow(RangeError);
    }
    expect(stepTable(schedule, 1000).timesteps[999]).toBe(0);
  });

  it('takes the first of two levels that are equally near', () => {
    const schedule = createSchedule();
    expect(nearestLevel(schedule, 20).index).toBe(999);
    expect(nearestLevel(schedule, 0).index).toBe(0);
    // So far away all levels are equally near.
    expect(nearestLevel(schedule, 1e9).index).toBe(0);
  });
});

test('a tile larger than the latent shrinks to it, per axis', () => {
  expect(slidingWindows(8, 40, 16, 8)).toEqual(
    [0, 8, 16, 24].map((x) => ({ x, y: 0, width: 16, height: 8 })),
  );
});
