import { abortable } from '../../../src/core/abort';
import type { Point } from '../../../src/core/geometry';
import type { Engine } from '../../../src/engine/engine';
import type { RestoreRequest, RestorerSettings } from '../../../src/restore/request';
import type { PanelState } from '../../store/panel-state';
import { NO_PLAN } from '../../store/plan';
import { measuredMore } from '../../store/plan-actions';
import { closePair } from '../../store/pictures';
import { restorerChoice } from '../../store/restorer-choice';
import { closeTry } from '../../store/try-here';
import { tileTried, tryClosed, tryOver, tryPointMoved } from '../../store/try-here-actions';
import { learnFromRun } from '../forecast/learn';
import type { RunningOptions } from '../restore-and-keep';
import { restorerSettings } from '../restorer-settings';
import type { RunGuard } from '../run-guard';
import { createTriedReader, type ReadTriedDeps } from './read-tried';
import { pairOf, tileOf } from './tried-tile';

export interface TryDeps extends ReadTriedDeps {
  readonly engine: Engine;
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

export function createTryHere(deps: TryDeps): TryHereRuns {
  const { store, engine, pictures, guard, onEvent } = deps;
  const reader = createTriedReader(deps);

  function close(): void {
    const { tryHere, run } = store.get();
    if (run.state === 'running' && run.purpose === 'try') guard.cancel();
    store.update(tryClosed);
    closeTry(tryHere);
    reader.forget();
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

  return {
    open() {
      return guard.run(
        restorerChoice(store.get()).kind,
        async ({ signal }) => {
          const before = store.get();
          await reader.read(before, asked(before), signal);
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
          const { source, of } = await reader.read(before, restorer, signal);
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
          const pair = await pairOf(pictures, request, restored);
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
}
