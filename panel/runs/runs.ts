import { isAbort } from '../../src/core/abort';
import type { LayerRef } from '../../src/core/document';
import { packError } from '../../src/core/errors';
import * as step from '../store/actions';
import { cardKnowledge } from '../store/card-knowledge';
import { deviceName } from '../store/device-name';
import { goingOnDevice } from '../store/going-on-device';
import { measuredMore } from '../store/plan-actions';
import { NO_PLAN } from '../store/plan';
import { restorerChoice } from '../store/restorer-choice';
import type { KeptResult } from '../store/kept';
import type { PanelState } from '../store/panel-state';
import { replaceable } from '../store/results';
import { createResultAdjusting, type ResultAdjusting } from './adjust/adjust-result';
import { followEngine } from './engine-report';
import { learnFromFailure, learnFromRun } from './forecast/learn';
import { goOnJob, runJob, type JobOptions } from './job';
import { createKeptResults, type KeptDeps } from './kept-results';
import { createResultFinder } from './find-results';
import { followNames } from './follow-names';
import { holdShown } from './hold-shown';
import { insertKept, replaceKept } from './put-kept';
import type { JobDeps, RunningOptions } from './restore-and-keep';
import { remoteSettings, restorerSettings, variantsOf } from './restorer-settings';
import { createShowing } from './show-result';
import { createRunGuard, type OnAgain, type Run, type RunSignals } from './run-guard';
import { createTryHere, type TryHereRuns } from './try-here/try-here';
import { requestAsBegun } from './unfinished/go-on';
import { createUnfinishedList } from './unfinished/unfinished-list';
import type { SnapshotWatch } from './watch-snapshot';

export interface RunsDeps extends KeptDeps, Omit<JobDeps, 'pictures'> {
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
  /** Puts a result in the place of the one that `replaceable` gives; where there is none, inserts it. */
  replaceByKept(id: string): Promise<void>;
  discardKept(id: string): Promise<void>;
  /** Tells the store what is kept: another tab may have changed it. */
  listKept(): Promise<void>;
  /** Finds results that were made in the document in front under another name. */
  findKept(): Promise<void>;
  /** Reads a kept result; null when it is gone or unreadable (the store then shows why). */
  pngOfKept(id: string): Promise<{ readonly name: string; readonly blob: Blob } | null>;
  /** Trying a run on one of its tiles. */
  readonly tries: TryHereRuns;
  /** Changing the shown result without running again. */
  readonly adjusting: Pick<ResultAdjusting, 'change' | 'reset' | 'idle'> & {
    /** Shows a kept result of the document in front with its controls. */
    open(id: string): Promise<void>;
    /** As `ResultAdjusting.apply`; no run goes on meanwhile. Cancelled as a run. */
    apply(): Promise<void>;
  };
}

export function createRuns(deps: RunsDeps): Runs {
  const { store, engine, shelf, unfinished, watch } = deps;
  const reports = followEngine(store, engine);
  const kept = createKeptResults(deps);
  const listKept = (): Promise<void> => kept.list().catch(() => undefined);
  const unfinishedRuns = createUnfinishedList(deps);
  const adjusting = createResultAdjusting({ ...deps, listKept });
  const showing = createShowing(deps, adjusting);
  holdShown(store, shelf);
  followNames({ store, shelf, listKept });
  const finder = createResultFinder({ ...deps, listKept });
  const guard = createRunGuard({
    store,
    nowMs: deps.nowMs,
    onFailed(error) {
      reports.failed(error.code);
      store.update(measuredMore(learnFromFailure(store.get())));
    },
    async onEnded() {
      await Promise.all([listKept(), unfinishedRuns.list()]);
      watch.refresh();
      await showing.resume();
      await kept.tidy().catch(() => undefined);
    },
  });

  /** Milliseconds since the click. */
  function sinceClick(): number {
    const { run } = store.get();
    return run.state === 'running' ? deps.nowMs() - run.startedAtMs : 0;
  }

  /** Takes a result off the shelf and puts it into the document; does nothing where it is gone. */
  function putting(
    id: string,
    does: 'insert' | 'replace',
    put: (taken: KeptResult, signal: AbortSignal) => Promise<LayerRef>,
  ): Promise<void> {
    const kind = store.get().kept.find((one) => one.id === id)?.report.restorer ?? 'fast';
    return guard.run(kind, async ({ signal }, onAgain) => {
      onAgain({ does, id });
      await adjusting.save();
      store.update(step.runEvent({ type: 'stage', stage: 'insert' }, deps.nowMs()));
      const taken = await shelf.take(id, signal);
      if (taken === null) {
        store.update(step.runCancelled);
        return;
      }
      const layer = await put(taken, signal);
      await showing.show(taken.summary, layer, taken.summary.totalMs ?? sinceClick());
      store.update(step.runDone({ isInserted: true, aside: 0 }));
    });
  }

  const onEvent: JobOptions['onEvent'] = (event) => {
    store.update(step.runEvent(event, deps.nowMs()));
    reports.heard(event);
  };

  const tries = createTryHere({ ...deps, guard, onEvent });

  function running(
    { signal, stop }: RunSignals,
    onAgain: OnAgain,
    onResult: RunningOptions['onResult'],
  ): RunningOptions {
    return {
      signal,
      stop,
      onEvent,
      onAgain,
      onResult,
      onKeeping: (keeping) => store.update(step.runKept(keeping)),
      deviceName(kind) {
        const report = store.get().engine;
        return report === null ? null : deviceName(report, kind);
      },
    };
  }

  /** Shows the results of one click as they finish; `before`: the state that they were asked for in. */
  async function making(
    count: number,
    before: PanelState,
    onAgain: OnAgain,
    make: (onResult: RunningOptions['onResult']) => Promise<void>,
  ): Promise<void> {
    let made = 0;
    let isInserted = false;
    await adjusting.save();
    // The run needs the memory more.
    adjusting.end();
    store.update(step.variantsDone(0, count));
    try {
      await make(async (result, layer) => {
        store.update(measuredMore(learnFromRun(result.summary.report, before)));
        if (made === 0) {
          await showing.show(result.summary, layer, sinceClick());
          isInserted = layer !== null;
        }
        made++;
        // The whole run would make this one once more.
        onAgain(null);
        await listKept();
        store.update(step.variantsDone(made, count));
      });
    } catch (error) {
      // What was finished before a run was called off stays, in the document and on the shelf.
      if (made === 0 || !isAbort(error)) throw error;
    }
    // It was stopped before there was anything to keep.
    if (made === 0) store.update(step.runCancelled);
    else store.update(step.runDone({ isInserted, aside: made - 1 }));
  }

  return {
    async start(): Promise<void> {
      const described = reports
        .describe()
        .catch((error: unknown) => store.update(step.engineFailed(packError(error))));
      watch.refresh();
      await kept.confirm().catch(() => undefined);
      const lists = [listKept(), unfinishedRuns.list()];
      await Promise.all([described, ...lists, watch.idle()]);
      void kept.tidy().catch(() => undefined);
    },

    upscale() {
      const { kind } = restorerChoice(store.get());
      return guard.run(kind, async (signals, onAgain) => {
        const before = store.get();
        const { settings, models } = before;
        // Who has seen a tile wants to see it again.
        const seed = (): number => tries.shownSeed() ?? deps.newSeed();
        const restorer =
          kind === 'remote'
            ? remoteSettings(settings, before.server.settings, deps.newSeed)
            : restorerSettings(kind, settings, models, seed);
        const restorers = variantsOf(restorer, settings.variants);
        const memory = cardKnowledge(before);
        await making(restorers.length, before, onAgain, (onResult) =>
          runJob(deps, { ...running(signals, onAgain, onResult), settings, restorers, memory }),
        );
        tries.close();
      });
    },

    goOn(id) {
      return guard.run('supir', async (signals, onAgain) => {
        // *Go on* repeats it, as long as there is something to go on with.
        onAgain(null);
        const taken = await unfinished.take(id);
        try {
          // The graphics adapter may be gone since the last report, or back.
          if (taken.run.device === 'webgpu') await reports.describe().catch(() => undefined);
          const before = store.get();
          const { settings, models } = before;
          const memory = cardKnowledge(before);
          const device = goingOnDevice(taken.run, before);
          const request = await requestAsBegun(taken, device, models, settings, memory, unfinished);
          // The forecast is of the settings as they are now, which this run does not follow.
          await making(
            1 + taken.run.variantsLeft,
            { ...before, plan: NO_PLAN },
            onAgain,
            (onResult) => goOnJob(deps, running(signals, onAgain, onResult), taken, request),
          );
        } finally {
          await unfinished.release(id).catch(() => undefined);
        }
      });
    },

    discardUnfinished: (id) => unfinishedRuns.discard(id),
    stopAndKeep: () => guard.stopAndKeep(),
    cancel: () => guard.cancel(),
    dismissError() {
      store.update(step.errorDismissed);
      void showing.resume();
    },

    closeOutcome: () => showing.close(),

    insertKept: (id) => putting(id, 'insert', (taken, signal) => insertKept(deps, taken, signal)),

    replaceByKept(id) {
      return putting(id, 'replace', (taken, signal) => {
        const place = replaceable(store.get(), taken.summary);
        return place === null
          ? insertKept(deps, taken, signal)
          : replaceKept(deps, taken, place, signal);
      });
    },

    discardKept: (id) => kept.discard(id),
    listKept,
    findKept: () => finder.search(),
    async pngOfKept(id) {
      await adjusting.save();
      return kept.png(id);
    },
    tries,
    adjusting: {
      ...adjusting,
      open: (id) => showing.reopen(id),
      async apply() {
        const { outcome, run } = store.get();
        if (outcome === null || run.state === 'running' || !adjusting.canApply()) return;
        const job: Run = async ({ signal }) => {
          store.update(step.runEvent({ type: 'stage', stage: 'finish' }, deps.nowMs()));
          const isApplied = await adjusting.apply(signal, {
            onStrip: (done, total) => onEvent({ type: 'tile', done, total }),
            onPut: () => onEvent({ type: 'stage', stage: 'insert' }),
          });
          const aside = run.state === 'done' ? run.aside : 0;
          store.update(isApplied ? step.runDone({ isInserted: true, aside }) : step.runBack(run));
        };
        await guard.run(outcome.report.restorer, job, 'apply');
      },
    },
  };
}
