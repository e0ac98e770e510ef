import path from 'node:path';
import { workApart } from '../../scripts/record/apart';
import type { Run, work } from './work/kept-weights';

jest.setTimeout(600_000);

const WORK = path.join(__dirname, 'work/kept-weights.ts');

const FIRST: Run = { pair: 'one', weights: 'f32' };
const OTHER: Run = { pair: 'two', weights: 'f32' };

test('two pairs of files in turn, and another precision: each takes the place of the one before', async () => {
  const runs = [FIRST, FIRST, OTHER, FIRST, { ...FIRST, weights: 'q8' } as const];
  const [one, again, two, back, narrow] = await workApart<typeof work>(WORK, runs);
  const all = [one!, again!, two!, back!, narrow!];
  expect(all.map(({ thrown, notices }) => [thrown, notices])).toEqual(all.map(() => [null, []]));
  expect(one!.read).toBeGreaterThan(1e7);
  expect([again!.read, two!.read]).toEqual([0, one!.read]);
  // The texts of the first pair are known still, but not its weights.
  expect(back!.read).toBeGreaterThan(0.9 * one!.read);
  // Never two pairs at once, and less for fewer bits.
  for (const { peak, resting } of [again!, two!, back!]) {
    expect([peak, resting]).toEqual([one!.peak, one!.resting]);
  }
  expect(narrow!.read).toBeGreaterThan(0);
  expect(narrow!.resting).toBeLessThan(one!.resting / 2);
  // The towers go as soon as the texts are embedded; nothing else was there yet.
  expect(one!.afterTexts).toBe(0);
});

test('what finds no room beside what is kept makes room for itself, before anything becomes smaller', async () => {
  const [free] = await workApart<typeof work>(WORK, [FIRST]);
  // Too little for the decoder beside the weights of the steps; or for a step beside the autoencoder's.
  for (const share of [0.985, 0.88]) {
    const card = Math.floor(share * free!.peak);
    const runs = await workApart<typeof work>(WORK, [FIRST, FIRST], card);
    for (const { thrown, notices, resting } of runs) {
      expect([share, thrown, notices]).toEqual([share, null, []]);
      expect(resting).toBeLessThanOrEqual(card);
    }
    // What was in the way is read again.
    expect(runs[1]!.read).toBeGreaterThan(0);
  }
});
