import { packError } from '../../src/core/errors';
import type { Engine } from '../../src/engine/engine';
import * as step from '../store/actions';
import { cardKnowledge } from '../store/card-knowledge';
import { deviceName } from '../store/device-name';
import { measuredMore } from '../store/plan-actions';
import { NO_PLAN } from '../store/plan';
import { restorerChoice } from '../store/restorer-choice';
import type { KeptResult, KeptSummary } from '../store/kept';
import type { Outcome, PanelState } from '../store/panel-state';
import { closePair, type ComparePair } from '../store/pictures';
import { followEngine } from './engine-report';
import { learnFromFailure, learnFromRun } from './forecast/learn';
import { goOnJob, runJob, type JobOptions } from './job';
import { createKeptResults, type KeptDeps } from './kept-results';
import { forEditor } from './layer-result';
import { reinsertTarget } from './reinsert';
import type { JobDeps, JobResult, RunningOptions } from './restore-and-insert';
import { restorerSettings } from './restorer-settings';
import { createRunGuard, type RunSignals } from './run-guard';
import { requestToGoOn } from './unfinished/go-on';
import { createUnfinishedList } from './unfinished/unfinished-list';
import type { SnapshotWatch } from './watch-snapshot';

export interface RunsDeps extends KeptDeps, Omit<JobDeps, 'pictures'> {
  readonly engine: Engine;
  readonly watch: SnapshotWatch;
  /** A new random seed at each call, 0…2³²−1. */
  readonly newSeed: () => number;
}

/** Everything the user can do with runs and their results. No call rejects; the store shows the outcome. */
export interface Runs {
  /** Loads the engine's report and the results that are still on the shelf. */
  start(): Promise<void>;
  upscale(): Promise<void>;
  cancel(): void;
  /** Ends the steps of SUPIR after the one that goes on, and keeps the picture of what is there. */
  stopAndKeep(): void;
  /** Goes on with an unfinished run. */
  goOn(id: string): Promise<void>;
  discardUnfinished(id: string): Promise<void>;
  dismissError(): void;
  closeOutcome(): void;
  insertKept(id: string): Promise<void>;
  discardKept(id: string): Promise<void>;
  /** Reads a kept result; null when it is gone or unreadable (the store then shows why). */
  pngOfKept(id: string): Promise<{ readonly name: string; readonly blob: Blob } | null>;
}

export function createRuns(deps: RunsDeps): Runs {
  const { store, host, engine, pictures, shelf, unfinished, watch } = deps;
  const reports = followEngine(store, engine);
  const kept = createKeptResults(deps);
  const unfinishedRuns = createUnfinishedList(deps);
  const guard = createRunGuard({
    store,
    nowMs: deps.nowMs,
    onFailed(error) {
      reports.failed(error.code);
      store.update(measuredMore(learnFromFailure(store.get())));
    },
    async onEnded() {
      await Promise.all([kept.list().catch(() => undefined), unfinishedRuns.list()]);
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
    finish(summary, null);
  }

  const onEvent: JobOptions['onEvent'] = (event) => {
    store.update(step.runEvent(event, deps.nowMs()));
    reports.heard(event);
  };

  function running({ signal, stop }: RunSignals, onKept: (id: string) => void): RunningOptions {
    return {
      signal,
      stop,
      onEvent,
      onKept,
      deviceName(kind) {
        const report = store.get().engine;
        return report === null ? null : deviceName(report, kind);
      },
    };
  }

  async function done(result: JobResult, before: PanelState): Promise<void> {
    const { summary } = result.kept;
    store.update(measuredMore(learnFromRun(summary.report, before)));
    finish(summary, await comparison(result));
  }

  return {
    async start(): Promise<void> {
      const described = reports
        .describe()
        .catch((error: unknown) => store.update(step.engineFailed(packError(error))));
      watch.refresh();
      await kept.tidy().catch(() => undefined);
      const lists = [kept.list().catch(() => undefined), unfinishedRuns.list()];
      await Promise.all([described, ...lists, watch.idle()]);
    },

    upscale() {
      const { kind } = restorerChoice(store.get());
      return guard.run(kind, async (signals, onKept) => {
        const before = store.get();
        const { settings, models } = before;
        const restorer = restorerSettings(kind, settings, models, deps.newSeed);
        const memory = cardKnowledge(before);
        const options = { ...running(signals, onKept), settings, restorer, memory };
        await done(await runJob(deps, options), before);
      });
    },

    goOn(id) {
      return guard.run('supir', async (signals, onKept) => {
        const before = store.get();
        const { settings, models } = before;
        const taken = await unfinished.take(id);
        try {
          const memory = cardKnowledge(before);
          const request = await requestToGoOn(taken, models, settings, memory, unfinished);
          const options = running(signals, onKept);
          // The forecast is of the settings as they are now, which this run does not follow.
          await done(await goOnJob(deps, options, taken, request), { ...before, plan: NO_PLAN });
        } finally {
          await unfinished.release(id).catch(() => undefined);
        }
      });
    },

    discardUnfinished: (id) => unfinishedRuns.discard(id),
    stopAndKeep: () => guard.stopAndKeep(),
    cancel: () => guard.cancel(),
    dismissError: () => store.update(step.errorDismissed),

    closeOutcome(): void {
      const { outcome } = store.get();
      store.update(step.outcomeClosed);
      closePair(outcome?.compare ?? null);
    },

    insertKept(id) {
      const kind = store.get().kept.find((one) => one.id === id)?.report.restorer ?? 'fast';
      return guard.run(kind, async ({ signal }, inserts) => {
        inserts(id);
        store.update(step.runEvent({ type: 'stage', stage: 'insert' }, deps.nowMs()));
        const taken = await shelf.take(id);
        if (taken === null) store.update(step.runCancelled);
        else await reinsert(taken, signal);
      });
    },

    discardKept: (id) => kept.discard(id),
    pngOfKept: (id) => kept.png(id),
  };
}

function outcomeOf(summary: KeptSummary, totalMs: number, compare: ComparePair | null): Outcome {
  const { layerName, documentName, size, report } = summary;
  return { layerName, documentName, size, report, totalMs, compare };
}
