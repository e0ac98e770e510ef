import { beyondBudget, type Budget } from '../../../../panel/runs/shelf/budget';
import { createShelf } from '../../../../panel/runs/shelf/create-shelf';
import { createMemoryRecords } from '../../../../panel/runs/shelf/memory-records';
import type { ShelfRecords } from '../../../../panel/runs/shelf/records';
import { shelfInTwo } from '../../../../panel/runs/shelf/shelf-in-two';
import type { KeptSummary, Shelf } from '../../../../panel/store/kept';
import { codeOf } from '../../../support/code-of';
import { DISPLAY_P3 } from '../../../support/profiles';
import { keptOf, summaryOf } from '../../stories/kept';

const NONE: ReadonlySet<string> = new Set();
const ROOMY: Budget = { results: 100, bytes: 1e9 };
const FULL = new DOMException('no room', 'QuotaExceededError');

/** What summaries did not have while a result was kept for a lost insert only. */
const NEW_IN_A_SUMMARY: ReadonlySet<string> = new Set([
  'usedAtMs',
  'placed',
  'region',
  'totalMs',
  'settings',
  'thumbnail',
  'bytes',
  'laterNames',
  'mark',
]);

interface Shelved {
  readonly shelf: Shelf;
  readonly records: ShelfRecords;
  /** The time of everything that happens from now on. */
  readonly at: (ms: number) => void;
}

function shelved(budget = ROOMY, records = createMemoryRecords()): Shelved {
  let now = 10_000;
  const shelf = createShelf({ records, budget, wallClockMs: () => now });
  return { shelf, records, at: (ms) => (now = ms) };
}

async function idsOn(shelf: Shelf): Promise<readonly string[]> {
  return (await shelf.list()).map(({ id }) => id);
}

describe('a shelf', () => {
  it('gives back what was kept, before and after it is packed', async () => {
    const { shelf, records } = shelved();
    const { kept } = await shelf.keep({ ...keptOf(), colors: DISPLAY_P3 });
    expect(kept.summary.thumbnail).toMatch(/^data:image\/png;base64,iVBOR/);
    expect(kept.summary.bytes).toBe(24 * 16 * 5 + 12 * 8 * 4 + DISPLAY_P3.length);
    const before = await shelf.take('one');
    expect(before).toMatchObject({ result: kept.result, before: kept.before, colors: DISPLAY_P3 });

    await shelf.tidy();
    expect(await records.raw('one')).toBeUndefined();
    const after = await shelf.take('one');
    expect(after?.result).toEqual(kept.result);
    expect(after?.before).toEqual(kept.before);
    expect(after?.colors).toEqual(DISPLAY_P3);
    expect(after?.summary).toMatchObject({
      ...kept.summary,
      usedAtMs: 10_000,
      bytes: expect.any(Number) as number,
    });
  });

  it('lists the newest first, and notes what became of them', async () => {
    const { shelf } = shelved();
    await shelf.keep(keptOf({ id: 'old', keptAtMs: 1 }));
    await shelf.keep(keptOf({ id: 'new', keptAtMs: 2, placed: 'aside' }));
    await shelf.place('new', 'inserted');
    expect(await shelf.list()).toMatchObject([{ id: 'new', placed: 'inserted' }, { id: 'old' }]);
    await shelf.discard('new');
    expect(await idsOn(shelf)).toEqual(['old']);
    expect(await shelf.take('new')).toBeNull();
    await shelf.place('new', 'waiting');
    expect(await idsOn(shelf)).toEqual(['old']);
  });

  it('keeps a picture until the last result that shares it is gone', async () => {
    const { shelf, records } = shelved();
    await shelf.keep(keptOf({ id: 'a' }, 1));
    await shelf.keep(keptOf({ id: 'b' }, 2));
    await shelf.tidy();
    const { before } = (await records.packed('a')) as { before: { key: string } };
    expect(await records.packed('b')).toMatchObject({ before: { key: before.key } });
    await shelf.discard('a');
    expect((await shelf.take('b'))?.before).toEqual(keptOf().before);
    await shelf.discard('b');
    expect(await records.picture(before.key)).toBeUndefined();
  });

  it('says of a result that was damaged what it is', async () => {
    const records = createMemoryRecords();
    const { shelf } = shelved(ROOMY, { ...records, picture: () => Promise.resolve(undefined) });
    await shelf.keep(keptOf());
    await shelf.tidy();
    expect(await codeOf(shelf.take('one'))).toBe('kept-result-damaged');
    await shelf.discard('one');
    expect(await idsOn(shelf)).toEqual([]);
  });

  it('knows what an older panel kept, and drops what nobody can read', async () => {
    const old = Object.fromEntries(
      Object.entries(summaryOf()).filter(([name]) => !NEW_IN_A_SUMMARY.has(name)),
    );
    const removed: string[] = [];
    const { shelf } = shelved(ROOMY, {
      ...createMemoryRecords(),
      summaries: () => Promise.resolve([old, { id: 'strange' }, 'nothing', null]),
      remove: (id) => Promise.resolve(void removed.push(id)),
    });
    expect(await shelf.list()).toMatchObject([
      {
        id: 'one',
        placed: 'waiting',
        usedAtMs: 1000,
        settings: null,
        thumbnail: null,
        laterNames: [],
        mark: null,
      },
    ]);
    await shelf.tidy();
    expect(removed).toEqual(['strange']);
  });
});

describe('the budget', () => {
  const one = (id: string, change: Partial<KeptSummary>): KeptSummary =>
    summaryOf({ id, ...change });

  it('lets the one go first that was unused for longest, and what waits last', () => {
    const all = [
      one('waits', { usedAtMs: 1, placed: 'waiting' }),
      one('old', { usedAtMs: 2, placed: 'inserted' }),
      one('older', { usedAtMs: 1, placed: 'aside' }),
      one('new', { usedAtMs: 3, placed: 'inserted' }),
    ];
    const gone = (results: number, held: readonly string[] = []): readonly string[] =>
      beyondBudget(all, { results, bytes: 1e9 }, new Set(held));
    expect(gone(4)).toEqual([]);
    expect(gone(3)).toEqual(['older']);
    expect(gone(1)).toEqual(['older', 'old', 'new']);
    expect(gone(0)).toEqual(['older', 'old', 'new']);
    expect(gone(1, ['older'])).toEqual(['old', 'new']);
    expect(gone(3, ['older', 'old'])).toEqual(['new']);
  });

  it('counts bytes, and leaves the last one even if it is too large', () => {
    const all = [
      one('a', { usedAtMs: 1, bytes: 60 }),
      one('b', { usedAtMs: 2, bytes: 30 }),
      one('c', { usedAtMs: 3, bytes: 50 }),
    ];
    expect(beyondBudget(all, { results: 9, bytes: 80 }, NONE)).toEqual(['a']);
    expect(beyondBudget(all, { results: 9, bytes: 10 }, NONE)).toEqual(['a', 'b']);
  });

  it('is kept when the shelf is tidied; a use counts', async () => {
    const { shelf, at } = shelved({ results: 2, bytes: 1e9 });
    for (const [i, id] of ['a', 'b', 'c'].entries()) {
      await shelf.keep(keptOf({ id, keptAtMs: i, usedAtMs: i }));
    }
    at(50);
    await shelf.take('a');
    await shelf.tidy();
    expect(await idsOn(shelf)).toEqual(['c', 'a']);
  });

  it('is not kept by what is shown', async () => {
    const { shelf } = shelved({ results: 1, bytes: 1e9 });
    for (const [i, id] of ['a', 'b', 'c'].entries()) {
      await shelf.keep(keptOf({ id, keptAtMs: i, usedAtMs: i }));
    }
    await shelf.hold(['a']);
    await shelf.tidy();
    expect(await idsOn(shelf)).toEqual(['c', 'a']);
    await shelf.hold([]);
    await shelf.tidy();
    expect(await idsOn(shelf)).toEqual(['c']);
  });
});

/** Records that find room for as many results. */
function withRoomFor(results: number): ShelfRecords {
  const records = createMemoryRecords();
  return {
    ...records,
    lasting: true,
    async addRaw(summary, raw) {
      if ((await records.summaries()).length >= results) throw FULL;
      await records.addRaw(summary, raw);
    },
  };
}

describe('a full disk', () => {
  it('makes room by what was unused for longest', async () => {
    const { shelf } = shelved(ROOMY, withRoomFor(2));
    for (const [i, id] of ['a', 'b', 'c'].entries()) {
      expect(await shelf.keep(keptOf({ id, usedAtMs: i, keptAtMs: i }))).toMatchObject({
        lasting: true,
      });
    }
    expect(await idsOn(shelf)).toEqual(['c', 'b']);
  });

  it('does not cost a result that is shown', async () => {
    const { shelf } = shelved(ROOMY, withRoomFor(2));
    await shelf.hold(['a']);
    for (const [i, id] of ['a', 'b', 'c'].entries()) {
      await shelf.keep(keptOf({ id, usedAtMs: i, keptAtMs: i }));
    }
    expect(await idsOn(shelf)).toEqual(['c', 'a']);
  });

  it('that stays full costs no more than the room that a result takes', async () => {
    const records = createMemoryRecords();
    let isFull = false;
    const { shelf } = shelved(ROOMY, {
      ...records,
      addRaw: (...raw) => (isFull ? Promise.reject(FULL) : records.addRaw(...raw)),
    });
    for (const [i, id] of ['a', 'b', 'c'].entries()) {
      await shelf.keep(keptOf({ id, usedAtMs: i, keptAtMs: i }));
    }
    isFull = true;
    await expect(shelf.keep(keptOf({ id: 'd' }))).rejects.toBe(FULL);
    expect(await idsOn(shelf)).toEqual(['c', 'b']);
  });

  it('never costs a result that waits: the new one then lives in the page', async () => {
    const first = shelved(ROOMY, withRoomFor(1)).shelf;
    const shelf = shelfInTwo(first, shelved().shelf);
    await shelf.keep(keptOf({ id: 'waits', keptAtMs: 1, placed: 'waiting' }));
    expect(await shelf.keep(keptOf({ id: 'new', keptAtMs: 2 }))).toMatchObject({ lasting: false });
    expect(await idsOn(shelf)).toEqual(['new', 'waits']);
    expect(await idsOn(first)).toEqual(['waits']);
    expect((await shelf.take('new'))?.result).toEqual(keptOf().result);
    await shelf.place('new', 'aside');
    await shelf.discard('waits');
    expect(await shelf.list()).toMatchObject([{ id: 'new', placed: 'aside' }]);
    await shelf.discard('new');
    expect(await idsOn(shelf)).toEqual([]);
  });

  it('tells which results live in the page alone, and stores them once others are deleted', async () => {
    const first = shelved(ROOMY, withRoomFor(2)).shelf;
    const shelf = shelfInTwo(first, shelved().shelf);
    const lasting = async (): Promise<unknown> =>
      (await shelf.list()).map((one) => [one.id, one.lasting ?? true]);
    await shelf.hold(['a', 'b']);
    for (const [i, id] of ['a', 'b', 'c', 'd'].entries()) {
      await shelf.keep(keptOf({ id, usedAtMs: i, keptAtMs: i }));
    }
    expect(await lasting()).toEqual([
      ['d', false],
      ['c', false],
      ['b', true],
      ['a', true],
    ]);
    // The other one makes no room, whoever may look at it.
    await shelf.hold([]);
    await shelf.discard('a');
    expect(await lasting()).toEqual([
      ['d', true],
      ['c', false],
      ['b', true],
    ]);
    expect((await first.take('d'))?.result).toEqual(keptOf().result);
    expect((await shelf.take('c'))?.result).toEqual(keptOf().result);
  });

  it('gives back what it holds, although it cannot note the use', async () => {
    const records = createMemoryRecords();
    const { shelf } = shelved(ROOMY, { ...records, change: () => Promise.reject(FULL) });
    await shelf.keep(keptOf());
    expect((await shelf.take('one'))?.result).toEqual(keptOf().result);
  });

  it('leaves a result raw that cannot be packed', async () => {
    const records = createMemoryRecords();
    const { shelf } = shelved(ROOMY, { ...records, replaceRaw: () => Promise.reject(FULL) });
    await shelf.keep(keptOf());
    await shelf.tidy();
    expect((await shelf.take('one'))?.result).toEqual(keptOf().result);
  });
});

it('a storage that is refused leaves a shelf in the page', async () => {
  const refuse = (): Promise<never> =>
    Promise.reject(new DOMException('not here', 'SecurityError'));
  const refused: ShelfRecords = {
    lasting: true,
    summaries: refuse,
    raw: refuse,
    packed: refuse,
    picture: refuse,
    addRaw: refuse,
    replaceRaw: refuse,
    change: refuse,
    remove: refuse,
  };
  const shelf = shelfInTwo(shelved(ROOMY, refused).shelf, shelved().shelf);
  expect(await shelf.keep(keptOf())).toMatchObject({ lasting: false });
  await shelf.tidy();
  expect(await idsOn(shelf)).toEqual(['one']);
  expect(await shelf.take('one')).not.toBeNull();
});

it('a result that went while it was packed does not come back', async () => {
  const records = createMemoryRecords();
  const { shelf } = shelved(ROOMY, {
    ...records,
    async replaceRaw(id, packed) {
      // Another tab.
      await records.remove(id);
      await records.replaceRaw(id, packed);
    },
  });
  await shelf.keep(keptOf());
  await shelf.tidy();
  expect(await idsOn(shelf)).toEqual([]);
  expect(await records.packed('one')).toBeUndefined();
});
