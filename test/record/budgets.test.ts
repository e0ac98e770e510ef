import path from 'node:path';
import { workApart } from '../../scripts/record/apart';
import { crossedBytes } from '../../scripts/record/figures';
import type { Recorded, work } from '../../scripts/record/record';
import type { Reached } from './budget';
import { BUDGETS } from './budgets';

jest.setTimeout(600_000);

const RECORD = path.resolve(__dirname, '../../scripts/record/record.ts');

/** How much more than what was reached is let pass. */
const TOLERANCE = 1.02;

const GIGA = 1e9;

function reachedBy(recorded: Recorded): Reached {
  const { run, largest, peak, resting, attention } = recorded;
  return {
    dispatches: run.dispatches,
    largestGFLOP: largest / GIGA,
    submits: run.submits,
    boundGB: run.bound / GIGA,
    outsideGB: run.boundOutside / GIGA,
    hostGB: crossedBytes(recorded) / GIGA,
    peakGB: peak / GIGA,
    restingGB: resting / GIGA,
    attention: [attention.fused, attention.decoding, attention.softmax],
  };
}

const NUMBERS = [
  'dispatches',
  'largestGFLOP',
  'submits',
  'boundGB',
  'outsideGB',
  'hostGB',
  'peakGB',
  'restingGB',
] as const;

test.each(BUDGETS)('$name', async ({ wanted, reached }) => {
  const recorded = await workApart<typeof work>(RECORD, wanted);
  const now = reachedBy(recorded);
  const over = NUMBERS.filter((name) => !(now[name] <= reached[name] * TOLERANCE));
  expect(over.map((name) => `${name}: ${now[name]}, was ${reached[name]}`)).toEqual([]);
  expect(now.attention).toEqual(reached.attention);
  expect(recorded.refusals).toEqual([]);
});
