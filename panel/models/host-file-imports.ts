import { isAbort } from '../../src/core/abort';
import { ModelError, PanelError, packError } from '../../src/core/errors';
import type { HostFile, HostFiles } from '../store/host-files';
import { importFile } from './import-file';
import type { PickedFile } from './pick-files';
import * as step from '../store/host-file-actions';
import { modelRefused } from '../store/model-actions';
import type { PanelState } from '../store/panel-state';
import type { Store } from '../store/store';

export interface HostFileImportsDeps {
  readonly store: Store<PanelState>;
  readonly files: HostFiles;
  /** Takes the imported model files, as it takes those picked in the page. */
  readonly take: (picked: readonly PickedFile[]) => Promise<void>;
}

/** Model files that are picked in the editor's dialog. No call rejects; the store shows the outcome. */
export interface HostFileImports {
  /** Lists the files that were picked during earlier visits. */
  start(): Promise<void>;
  /** Opens the editor's dialog and imports the files picked in it. */
  pick(): Promise<void>;
  /** Imports a file that was picked during an earlier visit. */
  load(id: string): Promise<void>;
  forget(id: string): Promise<void>;
  cancel(): void;
}

const ENDINGS = ['safetensors', 'ckpt'];

export function createHostFileImports({
  store,
  files,
  take,
}: HostFileImportsDeps): HostFileImports {
  /** Aborts the open dialog and the import that follows it; there is one at a time. */
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

/** The error to show for a file; one that the editor may not read gets a hint to the page's own dialog. */
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
