import { isAbort } from '../../src/core/abort';
import { packError } from '../../src/core/errors';
import type { Engine } from '../../src/engine/engine';
import * as step from '../store/actions';
import { cardKnowledge } from '../store/card-knowledge';
import { measuredMore } from '../store/plan-actions';
import { restorerChoice } from '../store/restorer-choice';
import type { KeptResult, KeptSummary } from '../store/kept';
import type { Outcome } from '../store/panel-state';
import { closePair, type ComparePair } from '../store/pictures';
import { followEngine } from './engine-report';
import { learnFromFailure, learnFromRun } from './forecast/learn';
import { runJob, type JobDeps, type JobOptions } from './job';
import { createKeptResults, type KeptDeps } from './kept-results';
import { forEditor } from './layer-result';
import { reinsertTarget } from './reinsert';
import { restorerSettings, variantsOf } from './restorer-settings';
import { createRunGuard } from './run-guard';
import type { SnapshotWatch } from './watch-snapshot';

export interface RunsDeps extends KeptDeps, Omit<JobDeps, 'pictures'> {
  readonly engine: Engine;
  readonly watch: SnapshotWatch;
  /** A new random seed at each call, 0…2³²−1. */
  readonly newSeed: () => number;
  /** Milliseconds on a monotonic clock. */
  readonly nowMs: () => number;
}

/** Everything the user can do with runs and their results. No call rejects; the store shows the outcome. */
export interface Runs {
  /** Loads the engine's report and the results that are still on the shelf. */
  start(): Promise<void>;
  upscale(): Promise<void>;
  cancel(): void;
  dismissError(): void;
  closeOutcome(): void;
  insertKept(id: string): Promise<void>;
  discardKept(id: string): Promise<void>;
  /** Tells the store what is kept: another tab may have changed it. */
  listKept(): Promise<void>;
  /** Reads a kept result; null when it is gone or unreadable (the store then shows why). */
  pngOfKept(id: string): Promise<{ readonly name: string; readonly blob: Blob } | null>;
}

export function createRuns(deps: RunsDeps): Runs {
  const { store, host, engine, pictures, shelf, watch } = deps;
  const reports = followEngine(store, engine);
  const kept = createKeptResults(deps);
  const guard = createRunGuard({
    store,
    nowMs: deps.nowMs,
    onFailed(error) {
      reports.failed(error.code);
      store.update(measuredMore(learnFromFailure(store.get())));
    },
    async onEnded() {
      await kept.list().catch(() => undefined);
      watch.refresh();
      await kept.tidy().catch(() => undefined);
    },
  });

  /** Shows a result that has just been inserted. */
  async function show({ summary, before, result }: KeptResult): Promise<void> {
    const { image: after, mask } = result;
    // A comparison that cannot be made does not fail the run.
    const compare =
      before === null ? null : await pictures.compare({ before, after, mask }).catch(() => null);
    const { run, outcome: previous } = store.get();
    const startedAtMs = run.state === 'running' ? run.startedAtMs : deps.nowMs();
    store.update(step.outcomeShown(outcomeOf(summary, deps.nowMs() - startedAtMs, compare)));
    closePair(previous?.compare ?? null);
  }

  async function reinsert(taken: KeptResult, signal: AbortSignal): Promise<void> {
    const { summary, result } = taken;
    const above = reinsertTarget(summary, result, await host.snapshot(signal));
    const layer = await forEditor(taken, pictures);
    const inserted = await host.insertLayer({ ...layer, above }, signal);
    // As after a run: what cannot be noted is offered once more.
    await shelf.place(summary.id, 'inserted', inserted).catch(() => undefined);
    await show(taken);
    store.update(step.runDone(0));
  }

  const onEvent: JobOptions['onEvent'] = (event) => {
    store.update(step.runEvent(event, deps.nowMs()));
    reports.heard(event);
  };

  return {
    async start(): Promise<void> {
      const described = reports
        .describe()
        .catch((error: unknown) => store.update(step.engineFailed(packError(error))));
      watch.refresh();
      await kept.confirm().catch(() => undefined);
      await Promise.all([described, kept.list().catch(() => undefined), watch.idle()]);
      void kept.tidy().catch(() => undefined);
    },

    upscale() {
      const { kind } = restorerChoice(store.get());
      return guard.run(kind, async (signal, onInserting) => {
        const before = store.get();
        const { settings, models } = before;
        const restorer = restorerSettings(kind, settings, models, deps.newSeed);
        const restorers = variantsOf(restorer, settings.variants);
        const memory = cardKnowledge(before);
        let made = 0;
        const onResult = async (result: KeptResult): Promise<void> => {
          store.update(measuredMore(learnFromRun(result.summary.report, before)));
          if (made === 0) await show(result);
          made++;
          await kept.list().catch(() => undefined);
          store.update(step.variantsDone(made, restorers.length));
        };
        store.update(step.variantsDone(0, restorers.length));
        try {
          const told = { signal, onEvent, onInserting, onResult };
          await runJob(deps, { settings, restorers, memory, ...told });
        } catch (error) {
          // What was finished before a run was called off stays, in the document and on the shelf.
          if (made === 0 || !isAbort(error)) throw error;
        }
        store.update(step.runDone(made - 1));
      });
    },

    cancel: () => guard.cancel(),
    dismissError: () => store.update(step.errorDismissed),

    closeOutcome(): void {
      const { outcome } = store.get();
      store.update(step.outcomeClosed);
      closePair(outcome?.compare ?? null);
    },

    insertKept(id) {
      const kind = store.get().kept.find((one) => one.id === id)?.report.restorer ?? 'fast';
      return guard.run(kind, async (signal, inserts) => {
        inserts(id);
        store.update(step.runEvent({ type: 'stage', stage: 'insert' }, deps.nowMs()));
        const taken = await shelf.take(id);
        if (taken === null) store.update(step.runCancelled);
        else await reinsert(taken, signal);
      });
    },

    discardKept: (id) => kept.discard(id),
    listKept: () => kept.list().catch(() => undefined),
    pngOfKept: (id) => kept.png(id),
  };
}

function outcomeOf(summary: KeptSummary, totalMs: number, compare: ComparePair | null): Outcome {
  const { layerName, documentName, size, report } = summary;
  return { layerName, documentName, size, report, totalMs, compare };
}
