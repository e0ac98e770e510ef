import path from 'node:path';
import { workApart } from '../../scripts/record/apart';
import { recordCase } from '../../scripts/record/cases';
import { crossedBytes, sum } from '../../scripts/record/figures';
import type { Recorded, RecordedPart, work } from '../../scripts/record/record';

jest.setTimeout(600_000);

const RECORD = path.resolve(__dirname, '../../scripts/record/record.ts');
const GB = 1e9;

describe('a picture of 1024², and again with another seed', () => {
  let recorded: Recorded;
  beforeAll(async () => {
    const wanted = recordCase('picture', 1024, { runs: 2, steps: 1 });
    recorded = await workApart<typeof work>(RECORD, wanted);
  });

  const partsOf = (run: 1 | 2): readonly RecordedPart[] =>
    recorded.parts.filter(({ part }) => part.startsWith(`${run}: `));
  const partOf = (name: string): RecordedPart => recorded.parts.find(({ part }) => part === name)!;

  test('little crosses between the device and the host', () => {
    for (const run of [1, 2] as const) {
      const bytes = sum(partsOf(run).map(crossedBytes));
      expect(bytes).toBeGreaterThan(0);
      expect(bytes).toBeLessThanOrEqual(0.2 * GB);
    }
  });

  test('the autoencoder takes no more than 3 GB beside all weights', () => {
    const kept = partOf('1: finish').peak;
    expect(kept).toBeGreaterThan(5 * GB);
    expect(partOf('1: decode').peak - kept).toBeLessThanOrEqual(3 * GB);
    expect(partOf('2: decode').peak - kept).toBeLessThanOrEqual(3 * GB);
  });

  test('the second time nothing is made and nothing of the weights is read', () => {
    expect(sum(partsOf(1).map(({ read }) => read))).toBeGreaterThan(9 * GB);
    expect(sum(partsOf(2).map(({ sessions }) => sessions))).toBe(0);
    expect(sum(partsOf(2).map(({ runs }) => runs))).toBeGreaterThan(0);
    // But the headers, by which the plan is made.
    const weights = partsOf(2).filter(({ part }) => part !== '2: plan');
    expect(sum(weights.map(({ read }) => read))).toBe(0);
  });

  test('a device would have refused nothing', () => expect(recorded.refusals).toEqual([]));
});

/**
 * Two encodings and two decodings, as a picture has them; between them nothing but latents crosses,
 * which the sampler's steps do at every size alike (`npm run record -- picture 2048` has all of it).
 */
test('of a picture of 2048² less than 12 GB cross where the card holds 16', async () => {
  let bytes = 0;
  for (const subject of ['encode', 'decode'] as const) {
    const wanted = recordCase(subject, 2048, { beside: true, card: 16 });
    const recorded = await workApart<typeof work>(RECORD, wanted);
    expect(recorded.refusals).toEqual([]);
    expect(recorded.peak).toBeLessThan(0.94 * 16 * 2 ** 30);
    bytes += 2 * crossedBytes(recorded);
  }
  expect(bytes).toBeGreaterThan(0.1 * GB);
  // Nothing waits in host memory: pictures, latents and statistics are all that is left.
  expect(bytes).toBeLessThanOrEqual(0.4 * GB);
});
