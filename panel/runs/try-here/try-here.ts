import { abortable } from '../../../src/core/abort';
import {
  sameRect,
  sameSize,
  translate,
  type DocRect,
  type Point,
} from '../../../src/core/geometry';
import { cropImage } from '../../../src/core/image';
import { createMask, cropMask } from '../../../src/core/mask';
import type { Engine } from '../../../src/engine/engine';
import type { EditorHost } from '../../../src/hosts/host';
import type { RestoreRequest, RestoreResult, RestorerSettings } from '../../../src/restore/request';
import { cardKnowledge } from '../../store/card-knowledge';
import type { PanelState } from '../../store/panel-state';
import { NO_PLAN } from '../../store/plan';
import { measuredMore } from '../../store/plan-actions';
import { closePair, type Pictures } from '../../store/pictures';
import { restorerChoice } from '../../store/restorer-choice';
import { region } from '../../store/selectors';
import type { Store } from '../../store/store';
import { closeTry, takenOf, type TakenOf, type TriedTile } from '../../store/try-here';
import {
  tileTried,
  tryClosed,
  tryOver,
  tryPictureShown,
  tryPointMoved,
} from '../../store/try-here-actions';
import { learnFromRun } from '../forecast/learn';
import { readSource, type Source } from '../job';
import { targetOf } from '../readiness';
import type { RunningOptions } from '../restore-and-keep';
import { restorerSettings } from '../restorer-settings';
import type { RunGuard } from '../run-guard';
import { rememberReads } from './remembered-reads';

export interface TryDeps {
  readonly store: Store<PanelState>;
  readonly host: EditorHost;
  readonly engine: Engine;
  readonly pictures: Pick<Pictures, 'compare'>;
  readonly guard: RunGuard;
  readonly newSeed: () => number;
  readonly newId: () => string;
  /** Milliseconds on a monotonic clock. */
  readonly nowMs: () => number;
  readonly onEvent: RunningOptions['onEvent'];
}

/** Trying a run on one tile. No call rejects; the store shows the outcome. */
export interface TryHereRuns {
  /** Reads what would be restored, and shows it to choose a point in. */
  open(): Promise<void>;
  /** Moves the point, document pixels. */
  move(point: Point): void;
  /** Restores the tile at the point with the settings of now. */
  go(): Promise<void>;
  /** Frees what is shown; a try that goes on is called off. */
  close(): void;
  /** Seed of the tile that is shown, for the next run to begin with the same noise; null: none is. */
  shownSeed(): number | null;
}

/** Longer side of the picture to choose a point in: twice what the panel is wide, for dense screens. */
const PICTURE_SIDE = 1280;

export function createTryHere(deps: TryDeps): TryHereRuns {
  const { store, host, engine, pictures, guard, onEvent } = deps;
  const reads = rememberReads(host);

  function close(): void {
    const { tryHere, run } = store.get();
    if (run.state === 'running' && run.purpose === 'try') guard.cancel();
    store.update(tryClosed);
    closeTry(tryHere);
    reads.forget();
  }

  store.subscribe(({ snapshot, tryHere, run }) => {
    if (tryHere === null || snapshot === null || run.state === 'running') return;
    // Nothing can be done with what is shown of a document that is closed, or not in front.
    if (snapshot.document?.id !== tryHere.picture.of.documentId) close();
  });

  const shownSeed = (): number | null => store.get().tryHere?.tile?.seed ?? null;

  function asked(before: PanelState): RestorerSettings {
    const { kind } = restorerChoice(before);
    if (kind === 'remote') throw new TypeError('tiles are not tried on a server');
    const seed = (): number => shownSeed() ?? deps.newSeed();
    return restorerSettings(kind, before.settings, before.models, seed);
  }

  /** Reads what a run would read, where it has changed, and shows it. */
  async function read(
    before: PanelState,
    restorer: RestorerSettings,
    signal: AbortSignal,
  ): Promise<Read> {
    const { settings } = before;
    const snapshot = await abortable(host.snapshot(signal), signal);
    const target = targetOf(snapshot);
    const reader = { host: reads.at(snapshot.revision) };
    const options = { settings, restorers: [restorer], memory: cardKnowledge(before), signal };
    const source = await readSource(reader, options, target, snapshot.selection);
    const docRect = region({ ...before, snapshot })?.docRect ?? source.request.contextRect;
    const of = takenOf(snapshot);
    if (of === null) throw new TypeError('a target without a document');
    const shown = store.get().tryHere?.picture;
    const isShown =
      shown?.of.revision === of.revision &&
      shown.of.documentId === of.documentId &&
      sameRect(shown.docRect, docRect);
    if (!isShown) await show(source, docRect, of, signal);
    return { source, of };
  }

  async function show(
    { request }: Source,
    docRect: DocRect,
    of: TakenOf,
    signal: AbortSignal,
  ): Promise<void> {
    const part = translate(docRect, -request.contextRect.x, -request.contextRect.y);
    const image = cropImage(request.source, part);
    const mask =
      request.selection === null ? createMask(part, 255) : cropMask(request.selection, part);
    const source = { before: image, after: image, mask, longestSide: PICTURE_SIDE };
    const pair = await pictures.compare(source);
    if (signal.aborted) closePair(pair);
    signal.throwIfAborted();
    const { tryHere: last } = store.get();
    store.update(tryPictureShown({ docRect, pair, of }));
    closeTry(last);
  }

  return {
    open() {
      return guard.run(
        restorerChoice(store.get()).kind,
        async ({ signal }) => {
          const before = store.get();
          await read(before, asked(before), signal);
          store.update(tryOver);
        },
        'try',
      );
    },

    move: (point) => store.update(tryPointMoved(point)),

    go() {
      return guard.run(
        restorerChoice(store.get()).kind,
        async ({ signal }) => {
          const startedAtMs = deps.nowMs();
          const before = store.get();
          const restorer = asked(before);
          const { source, of } = await read(before, restorer, signal);
          const point = store.get().tryHere?.point;
          if (point === undefined) throw new TypeError('a picture without a point');
          const { contextRect } = source.request;
          const request: RestoreRequest = {
            ...source.request,
            id: deps.newId(),
            restorer,
            // The middle of the pixel.
            tryAt: { x: point.x + 0.5 - contextRect.x, y: point.y + 0.5 - contextRect.y },
          };
          const restored = await abortable(engine.restore(request, { signal, onEvent }), signal);
          signal.throwIfAborted();
          // The forecast is of all of the run.
          store.update(measuredMore(learnFromRun(restored.report, { ...before, plan: NO_PLAN })));
          const pair = await pairOf(request, restored);
          const tile = tileOf(request, restored, {
            pair,
            asked: { ...before, kind: restorer.kind, revision: of.revision },
            totalMs: deps.nowMs() - startedAtMs,
          });
          if (signal.aborted) closePair(pair);
          signal.throwIfAborted();
          const last = store.get().tryHere?.tile ?? null;
          store.update(tileTried(tile));
          closePair(last?.pair ?? null);
          store.update(tryOver);
        },
        'try',
      );
    },

    close,
    shownSeed,
  };

  function pairOf(request: RestoreRequest, restored: RestoreResult): Promise<TriedTile['pair']> {
    const after = restored.content ?? restored.image;
    const before = cropImage(request.source, restored.region);
    // All of the tile, whatever of it is selected.
    return pictures.compare({ before, after, mask: createMask(after, 255) });
  }
}

interface Read {
  readonly source: Source;
  readonly of: TakenOf;
}

function tileOf(
  { restorer, contextRect }: RestoreRequest,
  { region: part, report }: RestoreResult,
  {
    pair,
    asked: { kind, settings, models, revision },
    totalMs,
  }: Pick<TriedTile, 'pair' | 'asked' | 'totalMs'>,
): TriedTile {
  const { supir } = report;
  const isWhole = supir !== null && sameSize(supir.workingSize, report.tileSize);
  return {
    docRect: translate(part, contextRect.x, contextRect.y),
    pair,
    asked: { kind, settings, models, revision },
    seed: restorer.kind === 'supir' ? restorer.settings.seed : null,
    report,
    totalMs,
    used: restorer.kind === 'fast' || isWhole ? 'tile' : 'start',
  };
}
