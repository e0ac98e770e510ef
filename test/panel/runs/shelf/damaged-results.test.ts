import { createShelf } from '../../../../panel/runs/shelf/create-shelf';
import { createMemoryRecords } from '../../../../panel/runs/shelf/memory-records';
import type { RawResult } from '../../../../panel/runs/shelf/packed-result';
import type { ShelfRecords } from '../../../../panel/runs/shelf/records';
import type { KeptSummary, Shelf } from '../../../../panel/store/kept';
import { documentResults } from '../../../../panel/store/results';
import { MAX_CARRIED_PROFILE } from '../../../../src/pixels/icc/image-colors';
import { codeOf } from '../../../support/code-of';
import { DISPLAY_P3, padded } from '../../../support/profiles';
import { CANVAS } from '../../stories/fake-host';
import { keptOf, supirReport } from '../../stories/kept';
import { startPanel } from '../../stories/panel';

function shelfOn(records: ShelfRecords): Shelf {
  return createShelf({ records, budget: { results: 100, bytes: 1e9 }, wallClockMs: () => 10_000 });
}

const RECT = { x: 0, y: 0, width: 9, height: 9 };

/** A report with something else of SUPIR, as it may come out of storage. */
function withSupir(change: Readonly<Record<string, unknown>>): Pick<KeptSummary, 'report'> {
  return { report: supirReport(change) };
}

describe('what is stored of a result', () => {
  it.each<readonly [name: string, spoil: (raw: RawResult) => unknown]>([
    ['nothing', () => null],
    ['a word', () => 'pixels'],
    ['another size', ({ result, before }) => ({ result: { ...result, rect: RECT }, before })],
    [
      'too few values',
      ({ result, before }) => {
        const { image } = result;
        return { result: { ...result, image: { ...image, data: image.data.slice(4) } }, before };
      },
    ],
    [
      'another depth',
      ({ result, before }) => ({
        result: { ...result, image: { ...result.image, depth: 16 } },
        before,
      }),
    ],
    ['a mask of nothing', ({ result, before }) => ({ result: { ...result, mask: {} }, before })],
    [
      'a name without end',
      ({ result, before }) => ({ result: { ...result, name: 'x'.repeat(5000) }, before }),
    ],
    ['another source', ({ result }) => ({ result, before: { width: 1 } })],
    [
      'no content',
      ({ result, before }) => ({ result: { ...result, mode: 'smart-object' }, before }),
    ],
  ])('gives nobody %s in the place of pixels', async (_, spoil) => {
    const records = createMemoryRecords();
    const shelf = shelfOn({
      ...records,
      raw: async (id) => spoil((await records.raw(id)) as RawResult),
    });
    await shelf.keep(keptOf());
    await shelf.tidy();
    expect(await records.packed('one')).toBeUndefined();
    expect(await codeOf(shelf.take('one'))).toBe('kept-result-damaged');
  });

  it.each<readonly [name: string, colors: unknown]>([
    ['an older panel', undefined],
    ['whoever writes no profile', new Uint8Array(300)],
    ['whoever writes a huge one', padded(DISPLAY_P3, MAX_CARRIED_PROFILE + 1)],
  ])('is a picture of which nobody knows what its colours mean: by %s', async (_, colors) => {
    const records = createMemoryRecords();
    const shelf = shelfOn({
      ...records,
      raw: async (id) => {
        const raw = (await records.raw(id)) as RawResult | undefined;
        return raw && { ...raw, colors };
      },
    });
    const { kept } = await shelf.keep({ ...keptOf(), colors: DISPLAY_P3 });
    for (const tidy of [() => Promise.resolve(), () => shelf.tidy()]) {
      await tidy();
      expect(await shelf.take('one')).toMatchObject({ result: kept.result, colors: null });
    }
    expect(await records.packed('one')).toMatchObject({ colors: null });
  });

  it.each<readonly [name: string, change: Partial<KeptSummary>]>([
    ['half a step', withSupir({ stoppedAfter: 1.5 })],
    ['a step of words', withSupir({ stoppedAfter: 'three' })],
    ['a name without end', { documentName: 'x'.repeat(5000) }],
    ['words without end', withSupir({ skipped: Array.from({ length: 1e4 }, () => 'text') })],
  ])('lists no result with %s', async (_, change) => {
    const records = createMemoryRecords();
    const shelf = shelfOn(records);
    await shelf.keep(keptOf());
    const [summary] = (await records.summaries()) as readonly KeptSummary[];
    const spoilt = shelfOn({
      ...records,
      summaries: () => Promise.resolve([{ ...summary, ...change }]),
    });
    expect(await spoilt.list()).toEqual([]);
  });

  it.each<readonly [name: string, change: Readonly<Record<string, unknown>>]>([
    ['names without end', { laterNames: Array.from({ length: 1e4 }, (_, i) => `${i}.psd`) }],
    ['a name that is none', { laterNames: [7] }],
    ['a mark of words', { mark: 'here' }],
    [
      'a mark that nobody could read',
      {
        mark: {
          layerId: 'a',
          rect: { x: 0, y: 0, width: 3e5, height: 3e5 },
          digest: '0'.repeat(64),
        },
      },
    ],
    ['a mark without a digest', { mark: { layerId: 'a', rect: RECT, digest: 'ff' } }],
  ])('lists a result with %s by its own name alone', async (_, change) => {
    const records = createMemoryRecords();
    await shelfOn(records).keep(keptOf());
    const [summary] = (await records.summaries()) as readonly KeptSummary[];
    const spoilt = shelfOn({
      ...records,
      summaries: () => Promise.resolve([{ ...summary, ...change }]),
    });
    expect(await spoilt.list()).toMatchObject([{ id: 'one', laterNames: [], mark: null }]);
  });

  it.each<readonly [name: string, damage: (bytes: Uint8Array) => Uint8Array | undefined]>([
    ['were evicted', () => undefined],
    ['are half a file', (bytes) => bytes.slice(0, bytes.length >> 1)],
    ['are empty', () => new Uint8Array()],
    ['have more behind them', (bytes) => Uint8Array.from([...bytes, 0])],
    ['are others', (bytes) => bytes.map((each, i) => (i === bytes.length >> 1 ? each ^ 1 : each))],
  ])('is neither inserted, shown nor saved where its packed pixels %s', async (_, damage) => {
    const records = createMemoryRecords();
    const whole = shelfOn(records);
    await whole.keep(keptOf({ canvas: CANVAS }));
    await whole.tidy();
    const panel = await startPanel(
      shelfOn({
        ...records,
        async picture(key) {
          const bytes = await records.picture(key);
          return bytes && damage(bytes);
        },
      }),
    );
    expect(documentResults(panel.store.get())).toHaveLength(1);
    await panel.runs.insertKept('one');
    expect(panel.store.get().run).toMatchObject({ error: { code: 'kept-result-damaged' } });
    panel.runs.dismissError();
    expect(await panel.runs.pngOfKept('one')).toBeNull();
    expect(panel.store.get().run).toMatchObject({ error: { code: 'kept-result-damaged' } });
    panel.runs.dismissError();
    await panel.runs.adjusting.open('one');
    expect(panel.store.get().run).toMatchObject({ error: { code: 'kept-result-damaged' } });
    expect([panel.host.inserted, panel.bitmaps.saved, panel.bitmaps.open]).toEqual([[], [], 0]);
    await panel.runs.discardKept('one');
    expect(documentResults(panel.store.get())).toEqual([]);
  });

  it('lists a result that was stopped early as one', async () => {
    const shelf = shelfOn(createMemoryRecords());
    await shelf.keep(keptOf(withSupir({ stoppedAfter: 3 })));
    expect((await shelf.list())[0]!.report).toMatchObject({ supir: { stoppedAfter: 3 } });
  });
});
