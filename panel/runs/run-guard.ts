import { isAbort } from '../../src/core/abort';
import { packError, type PackedError } from '../../src/core/errors';
import type { RestorerName } from '../../src/restore/request';
import { cancelAsked, runCancelled, runFailed, runStarted, stopAsked } from '../store/actions';
import type { Again, PanelState, RunPurpose } from '../store/panel-state';
import { canStopAndKeep } from '../store/selectors';
import type { Store } from '../store/store';

export interface RunSignals {
  /** Calls the run off. */
  readonly signal: AbortSignal;
  /** Ends its steps early, with what is there. */
  readonly stop: AbortSignal;
}

/**
 * Is told what repeats what a run does from now on, where it fails; null: nothing does. Until it is
 * told, a run is repeated by a run and a try by a try.
 */
export type OnAgain = (again: Again | null) => void;

export type Run = (signals: RunSignals, onAgain: OnAgain) => Promise<void>;

export interface RunGuard {
  /** Does `run` unless one is under way. Never rejects. */
  run(kind: RestorerName, run: Run, purpose?: RunPurpose): Promise<void>;
  cancel(): void;
  /** Does nothing where no step of SUPIR goes on. */
  stopAndKeep(): void;
}

export interface GuardDeps {
  readonly store: Store<PanelState>;
  /** Milliseconds on a monotonic clock. */
  readonly nowMs: () => number;
  readonly onFailed: (error: PackedError) => void;
  /** Called after each run, however it ended. */
  readonly onEnded: () => Promise<void>;
}

/** One run at a time. The one place where an abort of it is caught and its error is put into the store. */
export function createRunGuard({ store, nowMs, onFailed, onEnded }: GuardDeps): RunGuard {
  let controller: AbortController | null = null;
  let stopper: AbortController | null = null;
  return {
    async run(kind, run, purpose = 'run'): Promise<void> {
      if (controller !== null) return;
      controller = new AbortController();
      stopper = new AbortController();
      let again: Again | null = purpose === 'apply' ? null : { does: purpose };
      store.update(runStarted(kind, nowMs(), purpose));
      try {
        await run({ signal: controller.signal, stop: stopper.signal }, (now) => {
          again = now;
        });
      } catch (error) {
        const packed = packError(error);
        store.update(isAbort(error) ? runCancelled : runFailed(packed, again));
        onFailed(packed);
      } finally {
        controller = null;
        stopper = null;
        await onEnded();
      }
    },

    cancel(): void {
      store.update(cancelAsked);
      controller?.abort();
    },

    stopAndKeep(): void {
      const { run } = store.get();
      if (stopper === null || run.state !== 'running' || !canStopAndKeep(run)) return;
      store.update(stopAsked);
      stopper.abort();
    },
  };
}
