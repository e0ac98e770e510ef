import { isAbort } from '../../src/core/abort';
import { packError } from '../../src/core/errors';
import type { EditorHost } from '../../src/hosts/host';
import { snapshotFailed, snapshotTaken } from '../store/actions';
import type { PanelState } from '../store/panel-state';
import type { Store } from '../store/store';

export interface SnapshotWatch {
  /** Takes a new snapshot; calls while one is being taken lead to one more. */
  refresh(): void;
  /** Settles when no snapshot is being taken. */
  idle(): Promise<void>;
  stop(): void;
}

/** Keeps the store's snapshot up to date. It takes none while a run is talking to the editor. */
export function watchSnapshot(host: EditorHost, store: Store<PanelState>): SnapshotWatch {
  const stopped = new AbortController();
  let looking: Promise<void> | null = null;
  let again = false;
  const askedAgain = (): boolean => again && !stopped.signal.aborted;

  async function look(): Promise<void> {
    do {
      again = false;
      try {
        const snapshot = await host.snapshot(stopped.signal);
        store.update(snapshotTaken(snapshot, host.modes));
      } catch (error) {
        if (isAbort(error)) return;
        store.update(snapshotFailed(packError(error)));
      }
    } while (askedAgain());
  }

  function refresh(): void {
    if (stopped.signal.aborted || store.get().run.state === 'running') return;
    if (looking !== null) {
      again = true;
      return;
    }
    looking = look().finally(() => {
      looking = null;
    });
  }

  const unsubscribe = host.onChange(refresh);
  return {
    refresh,
    idle: () => looking ?? Promise.resolve(),
    stop(): void {
      unsubscribe();
      stopped.abort();
    },
  };
}
