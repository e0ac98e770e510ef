import { createShelf } from '../../../../panel/runs/shelf/create-shelf';
import type { Budget } from '../../../../panel/runs/shelf/budget';
import { createMemoryRecords } from '../../../../panel/runs/shelf/memory-records';
import {
  createShelfNews,
  tellingShelf,
  type ShelfNews,
} from '../../../../panel/runs/shelf/shelf-news';
import type { Shelf } from '../../../../panel/store/kept';
import { documentResults } from '../../../../panel/store/results';
import { openDocument } from '../../stories/fake-host';
import { keptOf } from '../../stories/kept';
import { startPanel, type TestPanel } from '../../stories/panel';
import { until } from '../../../support/wait';

interface Tab {
  readonly panel: TestPanel;
  readonly close: () => void;
}

/** Pages of one browser: each has a shelf of its own, on the same records. */
function tabsOn(budget: Budget = { results: 100, bytes: 1e9 }): () => Promise<Tab> {
  const records = createMemoryRecords();
  let clock = 5000;
  return async () => {
    const news: ShelfNews = createShelfNews();
    const own = createShelf({ records, budget, wallClockMs: () => ++clock });
    const shelf: Shelf = tellingShelf(own, news);
    const panel = await startPanel(shelf);
    panel.host.now = openDocument();
    const close = news.listen(() => void panel.runs.listKept());
    return { panel, close };
  };
}

const ids = ({ panel }: Tab): readonly string[] =>
  documentResults(panel.store.get()).map(({ id }) => id);

describe('two pages of one browser', () => {
  const open: Tab[] = [];
  afterEach(() => open.splice(0).forEach(({ close }) => close()));

  async function two(budget?: Budget): Promise<readonly [Tab, Tab]> {
    const tab = tabsOn(budget);
    open.push(await tab(), await tab());
    return [open[0]!, open[1]!];
  }

  it('show the same results: what one of them keeps, changes and deletes, the other follows', async () => {
    const [one, other] = await two();
    await one.panel.shelf.keep(keptOf({ id: 'a', keptAtMs: 1, placed: 'aside' }));
    await one.panel.shelf.keep(keptOf({ id: 'b', keptAtMs: 2, placed: 'aside' }));
    await until(() => ids(other).join() === 'b,a');
    await one.panel.shelf.place('a', 'inserted');
    await until(() => other.panel.store.get().kept[1]?.placed === 'inserted');
    await one.panel.runs.discardKept('a');
    await until(() => ids(other).join() === 'b');
    await other.panel.runs.discardKept('b');
    await until(() => ids(one).length === 0);
  });

  it('do not insert what the other one has deleted, and offer it no longer', async () => {
    const [one, other] = await two();
    await one.panel.shelf.keep(keptOf({ id: 'a', placed: 'aside' }));
    await until(() => ids(other).length === 1);
    // Before the news arrives.
    const deleted = one.panel.runs.discardKept('a');
    await other.panel.runs.insertKept('a');
    await deleted;
    expect(other.panel.host.inserted).toEqual([]);
    expect(other.panel.store.get().run.state).toBe('idle');
    expect(ids(other)).toEqual([]);
  });

  it('share one budget', async () => {
    const [one, other] = await two({ results: 2, bytes: 1e9 });
    await one.panel.shelf.keep(keptOf({ id: 'a', keptAtMs: 1, usedAtMs: 1, placed: 'aside' }));
    await one.panel.shelf.keep(keptOf({ id: 'b', keptAtMs: 2, usedAtMs: 2, placed: 'aside' }));
    await other.panel.shelf.keep(keptOf({ id: 'c', keptAtMs: 3, usedAtMs: 3, placed: 'aside' }));
    await other.panel.shelf.tidy();
    expect((await one.panel.shelf.list()).map(({ id }) => id)).toEqual(['c', 'b']);
    await until(() => ids(one).join() === 'c,b');
  });
});

it('a browser without channels does without news', () => {
  const channel = globalThis.BroadcastChannel;
  Reflect.deleteProperty(globalThis, 'BroadcastChannel');
  try {
    const news = createShelfNews();
    news.tell();
    expect(news.listen(() => undefined)()).toBeUndefined();
  } finally {
    globalThis.BroadcastChannel = channel;
  }
});
