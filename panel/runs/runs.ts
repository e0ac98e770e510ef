import { packError } from '../../src/core/errors';
import type { Engine } from '../../src/engine/engine';
import * as step from '../store/actions';
import { cardKnowledge } from '../store/card-knowledge';
import { measuredMore } from '../store/plan-actions';
import { restorerChoice } from '../store/restorer-choice';
import type { KeptResult, KeptSummary } from '../store/kept';
import type { Outcome } from '../store/panel-state';
import { closePair, type ComparePair } from '../store/pictures';
import { createResultAdjusting, type ResultAdjusting } from './adjust/adjust-result';
import { followEngine } from './engine-report';
import { learnFromFailure, learnFromRun } from './forecast/learn';
import { runJob, type JobDeps, type JobOptions, type JobResult } from './job';
import { createKeptResults, type KeptDeps } from './kept-results';
import { forEditor } from './layer-result';
import { reinsertTarget } from './reinsert';
import { restorerSettings } from './restorer-settings';
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
  /** Reads a kept result; null when it is gone or unreadable (the store then shows why). */
  pngOfKept(id: string): Promise<{ readonly name: string; readonly blob: Blob } | null>;
  /** Changing the shown result without running again. */
  readonly adjusting: Pick<ResultAdjusting, 'change' | 'reset' | 'apply' | 'idle'>;
}

export function createRuns(deps: RunsDeps): Runs {
  const { store, host, engine, pictures, shelf, watch } = deps;
  const reports = followEngine(store, engine);
  const kept = createKeptResults(deps);
  const adjusting = createResultAdjusting(deps);
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
    },
  });

  function finish(summary: KeptSummary, compare: ComparePair | null): void {
    const { run, outcome: previous } = store.get();
    const startedAtMs = run.state === 'running' ? run.startedAtMs : deps.nowMs();
    store.update(step.runDone(outcomeOf(summary, deps.nowMs() - startedAtMs, compare)));
    closePair(previous?.compare ?? null);
  }

  /** The pictures before and after a run; null if they cannot be made, which does not fail the run. */
  async function comparison({ before, kept }: JobResult): Promise<ComparePair | null> {
    const { image: after, mask } = kept.result;
    return pictures.compare({ before, after, mask }).catch(() => null);
  }

  async function reinsert({ summary, result }: KeptResult, signal: AbortSignal): Promise<void> {
    const above = reinsertTarget(summary, result, await host.snapshot(signal));
    const layer = await forEditor({ summary, result }, pictures);
    await host.insertLayer({ ...layer, above }, signal);
    await shelf.discard(summary.id);
    adjusting.end();
    finish(summary, null);
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
      await kept.tidy().catch(() => undefined);
      await Promise.all([described, kept.list().catch(() => undefined), watch.idle()]);
    },

    upscale() {
      const { kind } = restorerChoice(store.get());
      return guard.run(kind, async (signal, onKept) => {
        const before = store.get();
        const { settings, models } = before;
        const restorer = restorerSettings(kind, settings, models, deps.newSeed);
        const memory = cardKnowledge(before);
        const options = { settings, restorer, memory, signal, onEvent, onKept };
        const done = await runJob(deps, options);
        const { report } = done.kept.summary;
        store.update(measuredMore(learnFromRun(report, before)));
        finish(done.kept.summary, await comparison(done));
        const { summary, result } = done.kept;
        const { canvas } = summary;
        await adjusting.begin({
          summary,
          layer: done.layer,
          result,
          original: done.before,
          canvas,
        });
      });
    },

    cancel: () => guard.cancel(),
    dismissError: () => store.update(step.errorDismissed),

    closeOutcome(): void {
      const { outcome } = store.get();
      adjusting.end();
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
    pngOfKept: (id) => kept.png(id),
    adjusting: {
      ...adjusting,
      async apply() {
        await adjusting.apply();
        await kept.list().catch(() => undefined);
      },
    },
  };
}

function outcomeOf(summary: KeptSummary, totalMs: number, compare: ComparePair | null): Outcome {
  const { layerName, documentName, size, report } = summary;
  return { layerName, documentName, size, report, totalMs, compare, adjusting: null };
}
