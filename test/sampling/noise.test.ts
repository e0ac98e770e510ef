import { seededNoise } from '../../src/sampling/noise';

const DIMS = [1, 4, 64, 64] as const;

describe('seeded noise', () => {
  it('is the same for the same seed and another for another', () => {
    const draw = (seed: number) => seededNoise(seed).next(DIMS).data;
    expect(draw(1234)).toEqual(draw(1234));
    expect(draw(1234)).not.toEqual(draw(1235));
    // Seeds beyond 32 bits count in full.
    expect(draw(1234)).not.toEqual(draw(1234 + 2 ** 32));
  });

  it('goes on: the second draw is not the first again', () => {
    const noise = seededNoise(7);
    expect(noise.next(DIMS).data).not.toEqual(noise.next(DIMS).data);
  });

  it('is unit normal', () => {
    const { data } = seededNoise(99).next([4, 4, 128, 128]);
    const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
    const variance = data.reduce((sum, value) => sum + value * value, 0) / data.length;
    const beyondTwo = data.filter((value) => Math.abs(value) > 2).length / data.length;
    expect(Math.abs(mean)).toBeLessThan(0.01);
    expect(Math.abs(variance - 1)).toBeLessThan(0.01);
    expect(Math.abs(beyondTwo - 0.0455)).toBeLessThan(0.003);
    expect(data.every(Number.isFinite)).toBe(true);
  });
});
