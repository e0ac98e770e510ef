import { isAbort } from '../../src/core/abort';
import { packError } from '../../src/core/errors';
import type { Engine } from '../../src/engine/engine';
import type { LayerResult } from '../../src/core/document';
import type { EditorHost } from '../../src/hosts/host';
import type { RestorerSettings } from '../../src/restore/request';
import { closePair, type ComparePair, type Pictures } from '../store/pictures';
import { engineChoice } from '../store/engine-choice';
import { restorerSettings } from './restorer-settings';
import type { KeptResult, KeptSummary, Shelf } from '../store/kept';
import * as step from '../store/actions';
import type { Outcome, PanelState } from '../store/panel-state';
import type { Store } from '../store/store';
import { GPU_ERRORS, isDeviceNews } from './device-news';
import { runJob, type JobResult } from './job';
import { forEditor } from './layer-result';
import { reinsertTarget } from './reinsert';
import type { SnapshotWatch } from './watch-snapshot';

export interface SessionDeps {
  readonly store: Store<PanelState>;
  readonly host: EditorHost;
  readonly engine: Engine;
  readonly pictures: Pictures;
  readonly shelf: Shelf;
  readonly watch: SnapshotWatch;
  /** Whether the editor finds this result in a document already. */
  readonly wasInserted: (result: LayerResult) => Promise<boolean>;
  readonly newId: () => string;
  /** A new random seed at each call, 0…2³²−1. */
  readonly newSeed: () => number;
  readonly wallClockMs: () => number;
  /** Milliseconds on a monotonic clock. */
  readonly nowMs: () => number;
}

/** Everything the user can do with runs and their results. No call rejects; the store shows the outcome. */
export interface Session {
  /** Loads the engine's report and the results that are still on the shelf. */
  start(): Promise<void>;
  upscale(): Promise<void>;
  cancel(): void;
  dismissError(): void;
  closeOutcome(): void;
  insertKept(id: string): Promise<void>;
  discardKept(id: string): Promise<void>;
  /** Reads a kept result; null when it is gone or unreadable (the store then shows why). */
  pngOfKept(id: string): Promise<{ readonly name: string; readonly blob: Blob } | null>;
}

export function createSession(deps: SessionDeps): Session {
  const { store, host, engine, pictures, shelf, watch } = deps;
  let controller: AbortController | null = null;

  const describeEngine = (): Promise<void> =>
    engine.describe().then((report) => store.update(step.engineDescribed(report)));
  /** Asks the engine for a new report after a run has shown the last one to be wrong. */
  const describeAgain = (): Promise<void> => describeEngine().catch(() => undefined);

  const listKept = async (): Promise<void> => {
    store.update(step.keptListed(await shelf.list()));
  };

  /** Forgets kept results that were inserted although the confirmation was lost. */
  async function tidyShelf(): Promise<void> {
    for (const { id, host: kind } of await shelf.list()) {
      const kept = kind === host.kind ? await shelf.take(id) : null;
      if (kept === null) continue;
      if (await deps.wasInserted(await forEditor(kept, pictures))) await shelf.discard(id);
    }
  }

  /**
   * Runs `work` unless a run is under way. The one place where an abort is caught and an error is put
   * into the store.
   */
  async function guarded(
    kind: RestorerSettings['kind'],
    work: (signal: AbortSignal, inserts: (keptId: string) => void) => Promise<void>,
  ): Promise<void> {
    if (controller !== null) return;
    controller = new AbortController();
    let keptId: string | null = null;
    store.update(step.runStarted(kind, deps.nowMs()));
    try {
      await work(controller.signal, (id) => {
        keptId = id;
      });
    } catch (error) {
      const packed = packError(error);
      store.update(isAbort(error) ? step.runCancelled : step.runFailed(packed, keptId));
      if (GPU_ERRORS.has(packed.code)) void describeAgain();
    } finally {
      controller = null;
      await listKept().catch(() => undefined);
      watch.refresh();
    }
  }

  function finish(summary: KeptSummary, compare: ComparePair | null): void {
    const { run, outcome: previous } = store.get();
    const startedAtMs = run.state === 'running' ? run.startedAtMs : deps.nowMs();
    const outcome: Outcome = {
      layerName: summary.layerName,
      documentName: summary.documentName,
      size: summary.size,
      report: summary.report,
      totalMs: deps.nowMs() - startedAtMs,
      compare,
    };
    store.update(step.runDone(outcome));
    closePair(previous?.compare ?? null);
  }

  /** The pictures before and after a run; null if they cannot be made, which does not fail the run. */
  async function comparison({ before, kept }: JobResult): Promise<ComparePair | null> {
    const { image: after, mask } = kept.result;
    return pictures.compare({ before, after, mask }).catch(() => null);
  }

  async function reinsert(kept: KeptResult, signal: AbortSignal): Promise<void> {
    const { summary, result } = kept;
    const above = reinsertTarget(summary, result, await host.snapshot(signal));
    await host.insertLayer({ ...(await forEditor(kept, pictures)), above }, signal);
    await shelf.discard(summary.id);
    finish(summary, null);
  }

  return {
    async start(): Promise<void> {
      const described = describeEngine().catch((error: unknown) =>
        store.update(step.engineFailed(packError(error))),
      );
      watch.refresh();
      await tidyShelf().catch(() => undefined);
      await Promise.all([described, listKept().catch(() => undefined), watch.idle()]);
    },

    upscale() {
      const { kind } = engineChoice(store.get());
      return guarded(kind, async (signal, onKept) => {
        const onEvent: Parameters<typeof runJob>[1]['onEvent'] = (event) => {
          store.update(step.runEvent(event, deps.nowMs()));
          if (isDeviceNews(event, store.get().engine)) void describeAgain();
        };
        const { settings, models } = store.get();
        const restorer = restorerSettings(kind, settings, models, deps.newSeed);
        const done = await runJob(deps, { settings, restorer, signal, onEvent, onKept });
        finish(done.kept.summary, await comparison(done));
      });
    },

    cancel(): void {
      store.update(step.cancelAsked);
      controller?.abort();
    },

    dismissError: () => store.update(step.errorDismissed),

    closeOutcome(): void {
      const { outcome } = store.get();
      store.update(step.outcomeClosed);
      closePair(outcome?.compare ?? null);
    },

    insertKept(id) {
      const kind = store.get().kept.find((kept) => kept.id === id)?.report.restorer ?? 'fast';
      return guarded(kind, async (signal, inserts) => {
        inserts(id);
        store.update(step.runEvent({ type: 'stage', stage: 'insert' }, deps.nowMs()));
        const kept = await shelf.take(id);
        if (kept === null) store.update(step.runCancelled);
        else await reinsert(kept, signal);
      });
    },

    async discardKept(id): Promise<void> {
      try {
        await shelf.discard(id);
        await listKept();
      } catch (error) {
        store.update(step.runFailed(packError(error)));
      }
    },

    async pngOfKept(id): ReturnType<Session['pngOfKept']> {
      try {
        const kept = await shelf.take(id);
        if (kept === null) return null;
        const { result, summary } = kept;
        // A smart object's `image` is only how it looks at the size of the document.
        const picture = result.mode === 'smart-object' ? result.content : result.image;
        const blob = await pictures.png(picture, result.mask);
        return { name: `${summary.layerName}.png`, blob };
      } catch (error) {
        store.update(step.runFailed(packError(error)));
        return null;
      }
    },
  };
}
