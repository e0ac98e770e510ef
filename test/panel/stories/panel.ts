import { isDeepStrictEqual } from 'node:util';
import type { ImageColors } from '../../../src/core/document';
import { rect, rectOfSize } from '../../../src/core/geometry';
import type { Image } from '../../../src/core/image';
import { createAdjuster, pictureOf, type Adjuster } from '../../../src/restore/adjust/adjuster';
import type { Adjustment } from '../../../src/restore/adjust/adjustment';
import { shownLayer } from '../../../panel/runs/pictures/shown-layer';
import type { ComparePair, Pictures, ResultAdjuster } from '../../../panel/store/pictures';
import { createRuns, type Runs } from '../../../panel/runs/runs';
import { watchSnapshot, type SnapshotWatch } from '../../../panel/runs/watch-snapshot';
import { DEFAULT_SETTINGS } from '../../../panel/settings/settings';
import { IN_MEMORY } from '../../../panel/runs/shelf/budget';
import { adjustedShelf, fromSource } from '../../../panel/runs/shelf/adjusted-shelf';
import { createShelf } from '../../../panel/runs/shelf/create-shelf';
import { createMemoryRecords } from '../../../panel/runs/shelf/memory-records';
import { pixelDigest } from '../../../panel/runs/shelf/source-mark';
import { createClaims } from '../../../panel/store/claims';
import { createMemoryRecords as createMemoryRunRecords } from '../../../panel/runs/unfinished/records';
import { createUnfinishedRuns } from '../../../panel/runs/unfinished/unfinished-runs';
import type { Shelf } from '../../../panel/store/kept';
import type { UnfinishedRuns } from '../../../panel/store/unfinished';
import { hostInfo, initialState, type PanelState } from '../../../panel/store/panel-state';
import { createStore, type Store } from '../../../panel/store/store';
import { createFakeHost, type FakeHost } from './fake-host';
import { createScriptedEngine, type ScriptedEngine } from './scripted-engine';

/** Where the comparison looks; nobody does here. */
const FOCUS = rect(0, 0, 1, 1);

/** What chance gives in every story. */
export const NEW_SEED = 4_000_000_000;

export interface OpenBitmaps {
  open: number;
  readonly compared: Image[];
  readonly saved: Image[];
  /** What each of them says of its colours. */
  readonly savedColors: ImageColors[];
  readonly adjusted: Image[];
  /** Whether results count as so large that they are shown roughly first. */
  areLarge: boolean;
  /** Shown roughly, in order. */
  readonly rough: Adjustment[];
}

export interface TestPanel {
  readonly store: Store<PanelState>;
  readonly host: FakeHost;
  readonly engine: ScriptedEngine;
  readonly shelf: Shelf;
  readonly unfinished: UnfinishedRuns;
  readonly runs: Runs;
  readonly watch: SnapshotWatch;
  readonly bitmaps: OpenBitmaps;
  /** Every `run.state` and stage in the order in which the store had them. */
  readonly trace: string[];
}

/** A shelf for as long as the test lives. */
export function createTestShelf(): Shelf {
  let clock = 2_000_000;
  const wallClockMs = (): number => ++clock;
  return createShelf({ records: createMemoryRecords(), budget: IN_MEMORY, wallClockMs });
}

/** Pictures need a browser; only that their bitmaps are closed can be seen here. */
function countingPictures(bitmaps: OpenBitmaps, shelf: Shelf): Pictures {
  const bitmap = (): ImageBitmap => {
    bitmaps.open++;
    return { width: 1, height: 1, close: () => bitmaps.open-- };
  };
  return {
    compare({ before, after }): Promise<ComparePair> {
      bitmaps.compared.push(before, after);
      const [size, focus] = [after, rectOfSize(after)];
      return Promise.resolve({ before: bitmap(), after: bitmap(), size, focus });
    },
    png(image, _mask, colors): Promise<Blob> {
      bitmaps.saved.push(image);
      bitmaps.savedColors.push(colors);
      return Promise.resolve(new Blob([new Uint8Array([1])], { type: 'image/png' }));
    },
    shown: (result, opaque) => Promise.resolve(shownLayer(result, opaque)),
    digest: pixelDigest,
    adjuster: adjusterOn(bitmaps, bitmap, shelf),
  };
}

/** The real adjuster; its pictures become bitmaps that are only counted. */
function adjusterOn(bitmaps: OpenBitmaps, bitmap: () => ImageBitmap, shelf: Shelf): ResultAdjuster {
  const { adjusted, compared, rough } = bitmaps;
  let current: Adjuster | null = null;
  const open = (): Adjuster => {
    if (current === null) throw new Error('not open');
    return current;
  };
  return {
    async open(id) {
      const kept = await shelf.take(id);
      if (kept === null) return null;
      return fromSource(kept, async (source) => {
        current = createAdjuster(source);
        const picture = pictureOf(await current.adjust(kept.summary.adjustment));
        compared.push(source.original, picture);
        const focus = rectOfSize(picture);
        return { before: bitmap(), after: bitmap(), size: picture, focus };
      });
    },
    rough(adjustment) {
      if (!bitmaps.areLarge) return Promise.resolve(null);
      rough.push(adjustment);
      return Promise.resolve({ after: bitmap(), focus: FOCUS });
    },
    async preview(adjustment, signal) {
      adjusted.push(pictureOf(await open().adjust(adjustment, signal)));
      return { after: bitmap(), focus: FOCUS };
    },
    result: async (adjustment, signal, onStrip) => open().take(adjustment, signal, onStrip),
    close: () => Promise.resolve(void (current = null)),
  };
}

/** A whole panel without a page: the real store, runs and shelf on a fake editor and engine. */
export async function startPanel(
  stored: Shelf = createTestShelf(),
  host: FakeHost = createFakeHost(),
  unfinished: UnfinishedRuns = createUnfinishedRuns(createMemoryRunRecords(), createClaims()),
): Promise<TestPanel> {
  const shelf = adjustedShelf(stored);
  const engine = createScriptedEngine();
  const bitmaps: OpenBitmaps = {
    open: 0,
    compared: [],
    saved: [],
    savedColors: [],
    adjusted: [],
    areLarge: false,
    rough: [],
  };
  const store = createStore(
    initialState({
      settings: DEFAULT_SETTINGS,
      language: 'en',
      dark: false,
      developer: false,
      host: hostInfo(host),
    }),
  );
  const trace: string[] = [];
  store.subscribe(({ run }) => {
    const entry = run.state === 'running' ? run.stage : run.state;
    if (trace.at(-1) !== entry) trace.push(entry);
  });
  const watch = watchSnapshot(host, store);
  let clock = 0;
  let ids = 0;
  const runs = createRuns({
    store,
    host,
    engine,
    shelf,
    unfinished,
    watch,
    wasInserted: (result) =>
      Promise.resolve(host.inserted.some((one) => isDeepStrictEqual(one, result))),
    pictures: countingPictures(bitmaps, stored),
    newSeed: () => NEW_SEED,
    newId: () => `run-${++ids}-${host.calls.length}`,
    nowMs: () => ++clock,
    wallClockMs: () => 1_000_000 + ++clock,
  });
  await runs.start();
  trace.length = 0;
  return { store, host, engine, shelf, unfinished, runs, watch, bitmaps, trace };
}
