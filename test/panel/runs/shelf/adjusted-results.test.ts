import { adjustedShelf } from '../../../../panel/runs/shelf/adjusted-shelf';
import { thumbnailOf } from '../../../../panel/runs/shelf/thumbnail';
import type { Shelf } from '../../../../panel/store/kept';
import { createMask } from '../../../../src/core/mask';
import { nextTask } from '../../../support/wait';
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

describe('the thumbnail of an adjusted result', () => {
  const thumbnail = async (shelf: { list: Shelf['list'] }): Promise<string | null> =>
    (await shelf.list())[0]!.thumbnail;

  test('is one of what it has become, stays so after packing, and goes back with it', async () => {
    const { shelf, kept } = await shelfWith();
    const asMade = await thumbnail(shelf);
    const adjusted = adjustedShelf(shelf);
    await adjusted.adjust('one', ADJUSTMENT);
    const { image, mask } = (await adjusted.take('one'))!.result;
    expect(await thumbnail(shelf)).toBe(await thumbnailOf(image, mask));
    expect(await thumbnail(shelf)).not.toBe(asMade);
    await shelf.tidy();
    expect(await thumbnail(shelf)).toBe(await thumbnailOf(image, mask));
    expect((await shelf.take('one'))!.result).toEqual(kept.result);
    await adjusted.adjust('one', NO_ADJUSTMENT);
    expect(await thumbnail(shelf)).toBe(asMade);
    await adjusted.adjust('gone', ADJUSTMENT);
    expect(await shelf.list()).toHaveLength(1);
  });

  test('is drawn of pictures that are at hand, although they are let go meanwhile', async () => {
    const { shelf, kept } = await shelfWith();
    let isOpen = true;
    const looks = { image: noisyImage(6, 4), mask: createMask({ width: 6, height: 4 }, 255) };
    const adjusted = adjustedShelf(
      { ...shelf, take: () => Promise.reject(new Error('It is at hand.')) },
      (id) => (isOpen && id === kept.summary.id ? () => Promise.resolve(looks) : null),
    );
    const noted = adjusted.adjust('one', ADJUSTMENT);
    isOpen = false;
    await noted;
    expect(await thumbnail(shelf)).toBe(await thumbnailOf(looks.image, looks.mask));
  });

  test('is that of the newest adjustment, however long an older one takes', async () => {
    const { shelf } = await shelfWith();
    const ends: (() => void)[] = [];
    const mask = createMask({ width: 6, height: 4 }, 255);
    const adjusted = adjustedShelf(shelf, () => async ({ strength }) => {
      await new Promise<void>((end) => ends.push(end));
      return { image: noisyImage(6, 4, 8, 100 * strength), mask };
    });
    const older = adjusted.adjust('one', ADJUSTMENT);
    await nextTask();
    const newer = adjusted.adjust('one', { ...ADJUSTMENT, strength: 0.25 });
    await nextTask();
    expect(ends).toHaveLength(2);
    ends.reverse().forEach((end) => end());
    await Promise.all([older, newer]);
    expect((await shelf.list())[0]).toMatchObject({ adjustment: { strength: 0.25 } });
    expect(await thumbnail(shelf)).toBe(await thumbnailOf(noisyImage(6, 4, 8, 25), mask));
  });
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
