import { isAbort } from '../../src/core/abort';
import { packError, type PackedError } from '../../src/core/errors';
import type { RestorerName } from '../../src/restore/request';
import { cancelAsked, runCancelled, runFailed, runStarted } from '../store/actions';
import type { PanelState } from '../store/panel-state';
import type { Store } from '../store/store';

/** One run; `inserts` is called with the result, on the shelf under this id, that it inserts from now on; null: none. */
export type Run = (signal: AbortSignal, inserts: (keptId: string | null) => void) => Promise<void>;

export interface RunGuard {
  /** Does `run` unless one is under way. Never rejects. */
  run(kind: RestorerName, run: Run): Promise<void>;
  cancel(): void;
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
  return {
    async run(kind, run): Promise<void> {
      if (controller !== null) return;
      controller = new AbortController();
      let keptId: string | null = null;
      store.update(runStarted(kind, nowMs()));
      try {
        await run(controller.signal, (id) => {
          keptId = id;
        });
      } catch (error) {
        const packed = packError(error);
        store.update(isAbort(error) ? runCancelled : runFailed(packed, keptId));
        onFailed(packed);
      } finally {
        controller = null;
        await onEnded();
      }
    },

    cancel(): void {
      store.update(cancelAsked);
      controller?.abort();
    },
  };
}
