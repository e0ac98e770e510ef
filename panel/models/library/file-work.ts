import type { FileWork } from '../../store/library';
import { workMoved } from '../../store/library-actions';
import type { PanelState } from '../../store/panel-state';
import type { Store } from '../../store/store';
import type { InLibraryThread, LibraryThread } from './library-thread';

export interface FileWorkDeps {
  readonly store: Store<PanelState>;
  readonly inThread: InLibraryThread;
  readonly fail: (name: string, error: unknown) => void;
}

/** Counted work on files, one piece at a time; the store shows it. */
export interface CountedFileWork {
  /** null: it failed, was called off, or another piece runs. */
  run<T>(
    kind: FileWork['kind'],
    name: string,
    totalBytes: number,
    work: (
      thread: LibraryThread,
      onProgress: (doneBytes: number) => void,
      signal: AbortSignal,
    ) => Promise<T>,
  ): Promise<T | null>;
  isRunning(): boolean;
  /** Resolves when nothing runs; what is begun right then comes first. */
  idle(): Promise<void>;
  cancel(): void;
}

export function createFileWork({ store, inThread, fail }: FileWorkDeps): CountedFileWork {
  let now: { readonly controller: AbortController; readonly ended: Promise<unknown> } | null = null;
  return {
    async run(kind, name, totalBytes, work) {
      if (now !== null) return null;
      const controller = new AbortController();
      const show = (doneBytes: number): void =>
        store.update(workMoved({ kind, name, doneBytes, totalBytes }));
      show(0);
      const running = inThread((thread) => work(thread, show, controller.signal));
      now = { controller, ended: running.catch(() => undefined) };
      try {
        return await running;
      } catch (error) {
        fail(name, error);
        return null;
      } finally {
        now = null;
        store.update(workMoved(null));
      }
    },
    isRunning: () => now !== null,
    async idle() {
      while (now !== null) await now.ended;
    },
    cancel: () => now?.controller.abort(),
  };
}
