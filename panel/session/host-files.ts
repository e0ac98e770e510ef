import { isAbort } from '../../src/core/abort';
import { ModelError, PanelError, packError } from '../../src/core/errors';
import type { HostFile, HostFiles } from '../models/host-files';
import { importFile } from '../models/import-file';
import type { PickedFile } from '../models/pick-files';
import * as step from '../store/host-file-actions';
import { modelRefused } from '../store/model-actions';
import type { PanelState } from '../store/state';
import type { Store } from '../store/store';

export interface HostFileImportsDeps {
  readonly store: Store<PanelState>;
  readonly files: HostFiles;
  /** Where model files go, however they came. */
  readonly take: (picked: readonly PickedFile[]) => Promise<void>;
}

/** Model files through the editor. No call rejects; the store shows what came of it. */
export interface HostFileImports {
  /** Brings back which files earlier visits have picked. */
  start(): Promise<void>;
  /** Opens the editor's dialog and imports what is picked there. */
  pick(): Promise<void>;
  /** Imports one that is known. */
  load(id: string): Promise<void>;
  forget(id: string): Promise<void>;
  cancel(): void;
}

const ENDINGS = ['safetensors'];

export function createHostFileImports({
  store,
  files,
  take,
}: HostFileImportsDeps): HostFileImports {
  /** Of the dialog and the import after it; one at a time. */
  let running: AbortController | null = null;

  async function list(): Promise<void> {
    const known = await files.list().catch(() => null);
    if (known !== null) store.update(step.hostFilesListed(known));
  }

  async function importOne(file: HostFile, signal: AbortSignal): Promise<void> {
    const show = (doneBytes: number): void =>
      store.update(step.importMoved({ name: file.name, doneBytes, totalBytes: file.size }));
    show(0);
    try {
      const whole = await importFile(files, file, { signal, onProgress: show });
      store.update(step.importMoved(null));
      await take([{ file: whole, handle: null }]);
    } catch (error) {
      if (!isAbort(error))
        store.update(modelRefused(file.name, packError(named(file.name, error))));
    } finally {
      store.update(step.importMoved(null));
    }
  }

  async function alone(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    if (running !== null) return;
    running = new AbortController();
    try {
      await work(running.signal);
    } finally {
      running = null;
    }
  }

  return {
    start: list,

    pick: () =>
      alone(async (signal) => {
        try {
          const picked = await files.pick(ENDINGS);
          await list();
          for (const file of picked) if (!signal.aborted) await importOne(file, signal);
        } catch (error) {
          const name = nameIn(error);
          store.update(modelRefused(name, packError(named(name, error))));
        }
      }),

    load: (id) =>
      alone(async (signal) => {
        const file = store.get().hostFiles?.known.find((known) => known.id === id);
        if (file !== undefined) await importOne(file, signal);
      }),

    async forget(id) {
      await files.forget(id).catch(() => undefined);
      await list();
    },

    cancel: () => running?.abort(),
  };
}

function nameIn(error: unknown): string {
  const name = error instanceof PanelError ? error.details['name'] : undefined;
  return typeof name === 'string' ? name : 'Photoshop';
}

/** The page's own chooser reads what the editor may not: that is what the user has to know. */
function named(file: string, error: unknown): unknown {
  const code = error instanceof PanelError ? error.code : null;
  if (code !== 'file-unreadable' && code !== 'file-unknown') return error;
  return new ModelError({
    code: 'host-file-refused',
    message: `Photoshop does not let the panel read “${file}”.`,
    hint: 'Use “Choose files…” instead: the panel then reads the file itself.',
    details: { file },
    cause: error,
  });
}
