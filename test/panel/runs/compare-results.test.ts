import {
  createResultComparisons,
  type ResultComparisons,
} from '../../../panel/runs/compare-results';
import { keptListed, snapshotTaken } from '../../../panel/store/actions';
import type { Shelf } from '../../../panel/store/kept';
import { resultChosen } from '../../../panel/store/results-actions';
import type { LayerResult } from '../../../src/core/document';
import { rect, rectOfSize } from '../../../src/core/geometry';
import { cropImage } from '../../../src/core/image';
import type { Pictures } from '../../../panel/store/pictures';
import { openDocument } from '../stories/fake-host';
import { createTestShelf, startPanel, type TestPanel } from '../stories/panel';
import { keptOf } from '../stories/kept';

interface Compared {
  readonly panel: TestPanel;
  readonly comparisons: ResultComparisons;
  /** What was laid over what: the pictures on the left and on the right. */
  readonly sources: Parameters<Pictures['compare']>[0][];
  /** Bitmaps that nobody has closed. */
  open(): number;
}

const ELSEWHERE = rect(30, 5, 12, 8);
const ACROSS = rect(8, 5, 12, 8);

async function fourResults(): Promise<Shelf> {
  const shelf = createTestShelf();
  await shelf.keep(keptOf({ id: 'a', keptAtMs: 1 }, 1));
  await shelf.keep(keptOf({ id: 'b', keptAtMs: 2 }, 2));
  await shelf.keep(keptOf({ id: 'elsewhere', keptAtMs: 3, region: ELSEWHERE }, 3));
  await shelf.keep(keptOf({ id: 'across', keptAtMs: 4, region: ACROSS }, 4));
  return shelf;
}

async function compared(
  before: () => Promise<void> = () => Promise.resolve(),
  stored?: Shelf,
): Promise<Compared> {
  const shelf = stored ?? (await fourResults());
  const panel = await startPanel(shelf);
  const sources: Compared['sources'] = [];
  let open = 0;
  const bitmap = (): ImageBitmap => {
    open++;
    return { width: 1, height: 1, close: () => open-- };
  };
  const pictures = {
    async compare(source: Compared['sources'][number]) {
      sources.push(source);
      await before();
      return {
        before: bitmap(),
        after: bitmap(),
        size: source.after,
        focus: rectOfSize(source.after),
      };
    },
  };
  const comparisons = createResultComparisons({ store: panel.store, shelf, pictures });
  return { panel, comparisons, sources, open: () => open };
}

const shown = ({ panel }: Compared): unknown => panel.store.get().results.comparison;

describe('comparing results', () => {
  it('lays a result over its original through its mask', async () => {
    const it = await compared();
    await it.comparisons.show('a', null);
    const { before, result } = keptOf();
    expect(it.sources).toMatchObject([{ before, after: result.image, mask: result.mask }]);
    expect(shown(it)).toMatchObject({ id: 'a', against: null, pair: { size: { width: 24 } } });
  });

  it('lays two results beside each other whole', async () => {
    const it = await compared();
    await it.comparisons.show('b', 'a');
    const [source] = it.sources;
    expect(source!.before).toEqual(keptOf({}, 1).result.image);
    expect(source!.after).toEqual(keptOf({}, 2).result.image);
    expect(source!.mask.data.every((value) => value === 255)).toBe(true);
  });

  it('lays a result that goes on around its region beside an older one of the same place', async () => {
    const shelf = createTestShelf();
    await shelf.keep(keptOf({ id: 'old' }, 1));
    // Of 24 × 16 pixels: twice those of the document.
    const region = rect(4, 7, 6, 3);
    const change = { id: 'new', region, restored: rect(2, 5, 12, 8) };
    await shelf.keep(keptOf(change, 2));
    const it = await compared(() => Promise.resolve(), shelf);
    await it.comparisons.show('new', 'old');
    const [source] = it.sources;
    const part = rect(4, 4, 12, 6);
    expect(source!.before).toEqual(cropImage(keptOf({}, 1).result.image, part));
    expect(source!.after).toEqual(cropImage(keptOf({}, 2).result.image, part));
  });

  it('lays two results beside each other where they meet', async () => {
    const it = await compared();
    await it.comparisons.show('across', 'a');
    const [source] = it.sources;
    // Of twice the document's pixels: what both cover is 6 × 8 of those.
    expect(source!.before).toEqual(cropImage(keptOf({}, 1).result.image, rect(12, 0, 12, 16)));
    expect(source!.after).toEqual(cropImage(keptOf({}, 4).result.image, rect(0, 0, 12, 16)));
  });

  it('lays two results beside each other in the document that the first one enlarged', async () => {
    const shelf = createTestShelf();
    const twice = { width: 128, height: 96 };
    // It covers 4, 10 … 28, 26 of the document as it is now, a pixel for a pixel.
    await shelf.keep(keptOf({ id: 'first', mode: 'enlarge' }, 1));
    const region = rect(12, 16, 12, 8);
    await shelf.keep(keptOf({ id: 'second', canvas: twice, region }, 2));
    const it = await compared(() => Promise.resolve(), shelf);
    const open = openDocument();
    it.panel.store.update(
      snapshotTaken({ ...open, document: { ...open.document!, size: twice } }, ['in-place']),
    );
    await it.comparisons.show('second', 'first');
    const [source] = it.sources;
    const [first, second] = [keptOf({ mode: 'enlarge' }, 1), keptOf({}, 2)];
    expect(source!.before).toEqual(cropImage(first.result.image, rect(8, 6, 12, 8)));
    expect(source!.after).toEqual(second.result.image);
  });

  it('shows all pixels of a smart object, not those that fit the document', async () => {
    const shelf = createTestShelf();
    await shelf.keep(keptOf({ id: 'smart', mode: 'smart-object' }, 1));
    await shelf.keep(keptOf({ id: 'other' }, 2));
    const it = await compared(() => Promise.resolve(), shelf);
    const { result } = keptOf({ mode: 'smart-object' }, 1);
    const { content } = result as Extract<LayerResult, { mode: 'smart-object' }>;
    await it.comparisons.show('smart', null);
    expect(it.sources[0]).toMatchObject({ after: content, mask: result.mask });
    await it.comparisons.show('smart', 'other');
    expect(it.sources[1]!.after).toEqual(content);
  });

  it('goes on with another result against the same, or the original where they do not meet', async () => {
    const it = await compared();
    await it.comparisons.follow('b');
    expect(shown(it)).toBeNull();
    await it.comparisons.show('elsewhere', null);
    await it.comparisons.follow('b');
    expect(shown(it)).toMatchObject({ id: 'b', against: null });
    await it.comparisons.show('b', 'a');
    await it.comparisons.follow('elsewhere');
    expect(shown(it)).toMatchObject({ id: 'elsewhere', against: null });
    await it.comparisons.show('b', 'a');
    await it.comparisons.follow('a');
    expect(shown(it)).toMatchObject({ id: 'a', against: null });
  });

  it('closes each picture that it opened', async () => {
    const it = await compared();
    await Promise.all([it.comparisons.show('a', null), it.comparisons.show('b', 'a')]);
    expect(shown(it)).toMatchObject({ id: 'b', against: 'a' });
    expect(it.open()).toBe(2);
    it.comparisons.close();
    expect(shown(it)).toBeNull();
    expect(it.open()).toBe(0);
  });

  it('ends with the result, or the one beside it, that is deleted', async () => {
    const it = await compared();
    await it.comparisons.show('b', 'a');
    const { store } = it.panel;
    store.update(keptListed(store.get().kept.filter(({ id }) => id !== 'a')));
    expect(shown(it)).toBeNull();
    expect(it.open()).toBe(0);
  });

  it('says why it cannot be shown', async () => {
    const it = await compared(() => Promise.reject(new Error('no memory')));
    await it.comparisons.show('a', null);
    expect(it.panel.store.get().results).toMatchObject({
      comparison: null,
      failure: { message: 'no memory' },
    });
    expect(it.panel.store.get().run.state).toBe('idle');
    it.panel.store.update(resultChosen('b'));
    expect(it.panel.store.get().results).toMatchObject({ chosen: 'b', failure: null });
    await it.comparisons.show('gone', null);
    expect(it.panel.store.get().results).toMatchObject({ comparison: null, failure: null });
  });
});
