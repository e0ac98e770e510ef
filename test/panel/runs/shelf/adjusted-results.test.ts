import { adjustedShelf } from '../../../../panel/runs/shelf/adjusted-shelf';
import { createShelf } from '../../../../panel/runs/shelf/create-shelf';
import { createMemoryRecords } from '../../../../panel/runs/shelf/memory-records';
import type { StoredSummary } from '../../../../panel/runs/shelf/stored-summary';
import { createAdjuster } from '../../../../src/restore/adjust/adjuster';
import { NO_ADJUSTMENT, type Adjustment } from '../../../../src/restore/adjust/adjustment';
import { codeOf } from '../../../support/code-of';
import { keptOf, noisyImage } from '../../stories/kept';

const ADJUSTMENT: Adjustment = {
  strength: 0.5,
  detail: 0.25,
  grain: 1,
  colorFix: 'adain',
  maskEdge: { grow: -32, feather: 3 },
};

/** Records, and a shelf on them that has kept one result. */
async function shelfWith(change: Parameters<typeof keptOf>[0] = {}) {
  const records = createMemoryRecords();
  const budget = { results: 100, bytes: 1e9 };
  const shelf = createShelf({ records, budget, wallClockMs: () => 10_000 });
  const kept = keptOf(change);
  await shelf.keep(kept);
  return { records, shelf, kept };
}

test('how a result is adjusted is noted, and read again after packing', async () => {
  const { shelf } = await shelfWith();
  expect((await shelf.list())[0]!.adjustment).toEqual(NO_ADJUSTMENT);
  await shelf.adjust('one', ADJUSTMENT);
  await shelf.tidy();
  expect((await shelf.list())[0]!.adjustment).toEqual(ADJUSTMENT);
  await shelf.adjust('gone', ADJUSTMENT);
  expect(await shelf.list()).toHaveLength(1);
});

test.each<readonly [string, unknown]>([
  ['nothing', undefined],
  ['null', null],
  ['a word', 'strong'],
  ['a strength beyond 1', { ...ADJUSTMENT, strength: 1.01 }],
  ['no number', { ...ADJUSTMENT, detail: NaN }],
  ['infinite grain', { ...ADJUSTMENT, grain: Infinity }],
  ['an unknown colour fix', { ...ADJUSTMENT, colorFix: 'magic' }],
  ['a mask that grows without end', { ...ADJUSTMENT, maskEdge: { grow: 1e9, feather: 0 } }],
  ['no mask', { ...ADJUSTMENT, maskEdge: undefined }],
])('%s out of storage leaves a result as it was made', async (_, stored) => {
  const { records, kept } = await shelfWith();
  const summaries = (await records.summaries()) as readonly StoredSummary[];
  const spoilt = summaries.map((one) => ({ ...one, adjustment: stored }));
  const shelf = adjustedShelf(
    createShelf({
      records: { ...records, summaries: () => Promise.resolve(spoilt) },
      budget: { results: 100, bytes: 1e9 },
      wallClockMs: () => 10_000,
    }),
  );
  const taken = await shelf.take('one');
  expect(taken!.summary.adjustment).toEqual(NO_ADJUSTMENT);
  expect(taken!.result).toEqual(kept.result);
});

test('an adjusted result is taken as it is adjusted', async () => {
  const { shelf, kept } = await shelfWith({ mode: 'enlarge' });
  await shelf.adjust('one', ADJUSTMENT);
  const { result, before } = kept;
  const adjuster = createAdjuster({ result, original: before!, canvas: kept.summary.canvas });
  const taken = await adjustedShelf(shelf).take('one');
  expect(taken!.result).toEqual(await adjuster.adjust(ADJUSTMENT));
  expect(taken!.result.image).not.toEqual(result.image);
  expect((await shelf.take('one'))!.result).toEqual(result);
});

test('taking one can be called off', async () => {
  const { shelf } = await shelfWith();
  await shelf.adjust('one', ADJUSTMENT);
  const asked = adjustedShelf(shelf).take('one', AbortSignal.abort());
  await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
});

test('a source of another size than its result is told as damage', async () => {
  const { shelf } = await shelfWith();
  const adjusted = adjustedShelf({
    ...shelf,
    async take(id) {
      const kept = await shelf.take(id);
      return kept && { ...kept, before: noisyImage(7, 5) };
    },
  });
  await shelf.adjust('one', ADJUSTMENT);
  expect(await codeOf(adjusted.take('one'))).toBe('kept-result-damaged');
});
