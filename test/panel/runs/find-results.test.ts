import type { Shelf } from '../../../panel/store/kept';
import { otherResults, searchable } from '../../../panel/store/other-results';
import { documentResults } from '../../../panel/store/results';
import { HostError } from '../../../src/core/errors';
import type { Snapshot } from '../../../src/hosts/host';
import { noisyImage } from '../stories/kept';
import {
  CANVAS,
  createFakeHost,
  NOTHING_OPEN,
  openDocument,
  type FakeHost,
} from '../stories/fake-host';
import { createTestShelf, startPanel, type TestPanel } from '../stories/panel';
import { until } from '../../support/wait';

const POSTER = openDocument('doc-1', 'poster.psd');
const FINAL = openDocument('doc-7', 'poster-final.psd', 'layer-9');

/** A shelf with one result of `poster.psd`, made in a panel that is closed. */
async function yesterday(): Promise<Shelf> {
  const shelf = createTestShelf();
  const host = createFakeHost();
  host.now = POSTER;
  const panel = await startPanel(shelf, host);
  await panel.runs.upscale();
  return shelf;
}

function hostWith(now: Snapshot, change: Partial<FakeHost> = {}): FakeHost {
  return Object.assign(createFakeHost(), { now, ...change });
}

async function turnTo({ host, watch }: TestPanel, now: Snapshot): Promise<void> {
  host.now = now;
  host.changed();
  await watch.idle();
}

const own = ({ store }: TestPanel): number => documentResults(store.get()).length;
const reads = ({ host }: TestPanel): number =>
  host.calls.filter((call) => call === 'readLayer').length;

describe('a document that was saved under another name', () => {
  it('has its results under the new one on another day, where the panel looked on', async () => {
    const shelf = createTestShelf();
    const first = await startPanel(shelf, hostWith(POSTER));
    await first.runs.upscale();
    await turnTo(first, openDocument('doc-1', 'poster-final.psd'));
    await until(async () => (await shelf.list())[0]!.laterNames.length > 0);

    const second = await startPanel(shelf, hostWith(FINAL));
    expect(own(second)).toBe(1);
    await second.runs.insertKept(second.store.get().kept[0]!.id);
    expect(second.store.get().run.state).toBe('done');
    expect(second.host.inserted[0]?.above).toEqual({ documentId: 'doc-7', layerId: 'layer-9' });
    expect(reads(second)).toBe(0);
  });

  it('takes along results of an earlier visit', async () => {
    const shelf = await yesterday();
    const second = await startPanel(shelf, hostWith(openDocument('doc-4', 'poster.psd')));
    expect(own(second)).toBe(1);
    await turnTo(second, openDocument('doc-4', 'poster-final.psd'));
    await until(() => own(second) === 1);
    await turnTo(second, openDocument('doc-4', 'poster-3.psd'));
    await until(() => own(second) === 1);
    const [one] = await shelf.list();
    expect(one).toMatchObject({
      documentName: 'poster.psd',
      laterNames: ['poster-final.psd', 'poster-3.psd'],
    });
    for (const name of ['poster.psd', 'poster-final.psd', 'poster-3.psd']) {
      expect(own(await startPanel(shelf, hostWith(openDocument('doc-5', name))))).toBe(1);
    }
  });

  it('does not take along what was made in another document', async () => {
    const shelf = await yesterday();
    const second = await startPanel(shelf, hostWith(openDocument('doc-4', 'other.psd')));
    await turnTo(second, openDocument('doc-4', 'other-2.psd'));
    await turnTo(second, openDocument('doc-5', 'third.psd'));
    expect(await shelf.list()).toMatchObject([{ laterNames: [] }]);
  });

  it('is found by the picture under its results, when it was renamed without the panel', async () => {
    const shelf = await yesterday();
    const second = await startPanel(shelf, hostWith(FINAL));
    expect([own(second), otherResults(second.store.get()).length, reads(second)]).toEqual([
      0, 1, 0,
    ]);
    await second.runs.findKept();
    expect(own(second)).toBe(1);
    expect(second.store.get().results.search).toEqual({ documentId: 'doc-7', found: 1 });
    // The layer it was read from, which this document does not have, and the chosen one.
    expect(reads(second)).toBe(2);

    const third = await startPanel(shelf, hostWith(openDocument('doc-8', 'poster-final.psd')));
    expect(own(third)).toBe(1);
  });

  it('is found in the layer that was read, whichever is chosen', async () => {
    const shelf = await yesterday();
    const second = await startPanel(shelf, hostWith(openDocument('doc-7', 'poster-final.psd')));
    await second.runs.findKept();
    expect([own(second), reads(second)]).toEqual([1, 1]);
  });
});

describe('another document of the same size', () => {
  it('does not get results that were made over another picture', async () => {
    const shelf = await yesterday();
    const picture = noisyImage(CANVAS.width, CANVAS.height);
    const second = await startPanel(shelf, hostWith(FINAL, { picture }));
    await second.runs.findKept();
    expect([own(second), otherResults(second.store.get()).length]).toEqual([0, 1]);
    expect(second.store.get().results.search).toEqual({ documentId: 'doc-7', found: 0 });
    expect(await shelf.list()).toMatchObject([{ laterNames: [] }]);
    const [one] = second.store.get().kept;
    await second.runs.insertKept(one!.id);
    expect(second.store.get().run).toMatchObject({ error: { code: 'kept-document-missing' } });
    expect(second.host.inserted).toEqual([]);
  });

  it('is not searched while the one with the results is open, nor is one of another size', async () => {
    const shelf = await yesterday();
    const { document } = POSTER;
    const others = [{ id: 'doc-3', name: document!.name, size: document!.size }];
    const beside = await startPanel(shelf, hostWith({ ...FINAL, others }));
    expect(searchable(beside.store.get())).toEqual([]);
    const size = { width: 65, height: 48 };
    const larger = { ...FINAL, document: { ...FINAL.document!, size } };
    const panel = await startPanel(shelf, hostWith(larger));
    await panel.runs.findKept();
    expect([own(panel), reads(panel), reads(beside)]).toEqual([0, 0, 0]);
  });

  it('is searched unasked where the editor is the page itself, once', async () => {
    const shelf = await yesterday();
    const panel = await startPanel(shelf, hostWith(NOTHING_OPEN, { readsUnnoticed: true }));
    await turnTo(panel, FINAL);
    await until(() => own(panel) === 1);

    const picture = noisyImage(CANVAS.width, CANVAS.height);
    const other = openDocument('doc-8', 'other.psd');
    const second = await startPanel(shelf, hostWith(other, { picture, readsUnnoticed: true }));
    await until(() => reads(second) > 0);
    await turnTo(second, { ...other, revision: 'later' });
    await turnTo(second, { ...other, revision: 'later still' });
    await second.runs.findKept();
    // One search of its own, and the one that was asked for.
    expect([own(second), reads(second)]).toEqual([0, 2]);
  });
});

describe('an editor whose documents have no ids', () => {
  const ID = (name: string): string => JSON.stringify([0, name, CANVAS.width, CANVAS.height]);
  const open = (name: string): Snapshot => openDocument(ID(name), name);

  async function working(): Promise<TestPanel> {
    const panel = await startPanel(createTestShelf(), hostWith(open('poster')));
    await panel.runs.upscale();
    await panel.runs.upscale();
    panel.host.calls.length = 0;
    return panel;
  }

  it('keeps the results with a document that it renames, since its picture is the same', async () => {
    const panel = await working();
    await turnTo(panel, open('poster-final'));
    await until(() => own(panel) === 2);
    expect(reads(panel)).toBe(1);
  });

  it('does not give them to another one that took its place', async () => {
    const panel = await working();
    panel.host.picture = noisyImage(CANVAS.width, CANVAS.height);
    await turnTo(panel, open('other'));
    await until(() => reads(panel) === 1);
    await panel.runs.findKept();
    expect(own(panel)).toBe(0);
  });

  it('is not read where one was closed, or another opened', async () => {
    const panel = await working();
    const beside = { id: 'x', name: 'beside', size: CANVAS };
    await turnTo(panel, { ...open('other'), others: [beside] });
    await turnTo(panel, open('third'));
    await turnTo(panel, NOTHING_OPEN);
    await turnTo(panel, open('poster-final'));
    expect([own(panel), reads(panel)]).toEqual([0, 0]);
  });
});

describe('a search', () => {
  it('that the editor refuses says why, and can be asked for again', async () => {
    const shelf = await yesterday();
    const panel = await startPanel(shelf, hostWith(FINAL));
    panel.host.before = (call) => {
      if (call !== 'readLayer') return;
      throw new HostError({ code: 'photopea-dialog-open', message: 'busy', hint: 'close it' });
    };
    await panel.runs.findKept();
    expect(panel.store.get()).toMatchObject({
      run: { state: 'error', error: { code: 'photopea-dialog-open' } },
      results: { search: null },
    });
    panel.host.before = () => undefined;
    await panel.runs.findKept();
    expect(own(panel)).toBe(1);
  });

  it('ends when the person turns to another document', async () => {
    const shelf = await yesterday();
    const panel = await startPanel(shelf, hostWith(FINAL));
    const search = panel.runs.findKept();
    panel.host.now = NOTHING_OPEN;
    panel.host.changed();
    await search;
    await panel.watch.idle();
    expect([own(panel), panel.store.get().run.state]).toEqual([0, 'idle']);
    expect(await shelf.list()).toMatchObject([{ laterNames: [] }]);
  });
});
