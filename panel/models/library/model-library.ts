import { isAbort } from '../../../src/core/abort';
import { packError } from '../../../src/core/errors';
import type { FileTable, KnownFile, Way } from '../../../models/known-files';
import type { PanelState } from '../../store/panel-state';
import type { Store } from '../../store/store';
import { downloadOf, knownFile, verdictFor, type LibraryAbilities } from '../../store/library';
import { changeSettings } from '../../store/actions';
import * as step from '../../store/library-actions';
import { MODEL_ROLES, type HeldModel, type ModelRole } from '../../store/models';
import { isBeingRead } from '../../store/selectors';
import { verdictOf } from '../../store/recognise';
import { keptFileGone, saveFailed } from './errors';
import { askToWrite } from './file-picker';
import { createFileWork } from './file-work';
import type { InLibraryThread } from './library-thread';
import type { ListedPartial } from './library.worker';
import type { PlaceKind } from './place';
import type { ModelFiles } from '../model-files';
import { isKeptCopy, openKeptFile } from './open-kept';
import type { KeptRecord } from './records';
import { askToPersist, measureRoom } from './room';

export interface ModelLibraryDeps {
  readonly store: Store<PanelState>;
  readonly inThread: InLibraryThread;
  readonly files: Pick<ModelFiles, 'take' | 'setKept' | 'remove'>;
  readonly table: FileTable;
  readonly can: LibraryAbilities;
  readonly place: PlaceKind;
  readonly storage: StorageManager | undefined;
  /** Asks where a file should go; null: nowhere. */
  readonly pickSaveFile: (name: string) => Promise<FileSystemFileHandle | null>;
  readonly wallClockMs: () => number;
}

/**
 * Model files that are checked, fetched, and kept by the browser. Nothing is fetched before `accept`
 * or `resume`. No call rejects; the store shows the outcome.
 */
export interface ModelLibrary {
  /** Finds what earlier visits left; after the files that they had chosen. */
  start(): Promise<void>;
  chooseWay(way: Way): void;
  /** Shows the terms of a file. */
  ask(name: string): void;
  /** Fetches a file whose terms were accepted. */
  accept(name: string, where: 'browser' | 'file'): Promise<void>;
  resume(name: string): Promise<void>;
  stop(name: string): void;
  /** Drops what was received, or the question. */
  discard(name: string): Promise<void>;
  /** Computes the hash of the file that is chosen for a role. */
  verify(role: ModelRole): Promise<void>;
  /** Copies the file that is chosen for a role. */
  keep(role: ModelRole): Promise<void>;
  cancelWork(): void;
  use(id: string): Promise<void>;
  /** Asks where a copy of a kept file should go, and writes it there; the file stays kept. */
  saveAs(id: string): Promise<void>;
  /** Deletes a kept file, unless a run may be reading it. */
  remove(id: string): Promise<void>;
  dismissFailure(): void;
}

type OpenModel = Extract<HeldModel, { readonly access: 'open' }>;

export function createModelLibrary(deps: ModelLibraryDeps): ModelLibrary {
  const { store, inThread, files, table, can, place, storage, wallClockMs } = deps;
  store.update(step.libraryOpened(can, table));
  const downloads = new Map<string, AbortController>();
  /** Files of the person's own into which downloads go. */
  const destinations = new Map<string, FileSystemFileHandle>();

  const fail = (name: string, error: unknown): void => {
    if (!isAbort(error)) store.update(step.libraryFailed(name, packError(error)));
  };
  const work = createFileWork({ store, inThread, fail });

  async function measure(): Promise<void> {
    const room = await measureRoom(storage).catch(() => null);
    store.update(step.roomMeasured(room));
  }

  async function refresh(): Promise<void> {
    if (!can.keep) return;
    await measure();
    const { kept, gone, partials } = await inThread((thread) => thread.list(place));
    store.update(step.keptFilesListed(kept));
    for (const { name } of gone) tellGone(name);
    for (const partial of partials) remember(partial);
    store.update(
      step.downloadsListed(
        partials.map(({ name, doneBytes, totalBytes }) => ({ name, doneBytes, totalBytes })),
      ),
    );
  }

  /** Tells of a kept file that the browser removed, unless that was told when it was to be opened. */
  function tellGone(name: string): void {
    const error = keptFileGone(name);
    const { refused } = store.get().models;
    const isTold = refused.some((file) => file.name === name && file.error.code === error.code);
    if (!isTold) fail(name, error);
  }

  function remember({ name, saveTo }: ListedPartial): void {
    if (saveTo !== null && !downloads.has(name)) destinations.set(name, saveTo);
  }

  /**
   * Says of kept files at once what their hashes say: those were computed while they were written. A
   * hash that was computed since tells more.
   */
  function judgeKept(): void {
    const { models, library } = store.get();
    for (const role of MODEL_ROLES) {
      const held = models[role];
      if (held?.access !== 'open') continue;
      const record = library.kept.find(({ id }) => id === held.kept);
      if (record === undefined || verdictFor(library, models, role) !== null) continue;
      judge(role, held, record.sha256);
    }
  }

  function judge(role: ModelRole, { description, file }: OpenModel, sha256: string): void {
    const verdict = verdictOf(description, sha256, table.knownFiles);
    store.update(step.fileJudged(role, file, verdict));
  }

  async function take(record: Pick<KeptRecord, 'id' | 'name'>): Promise<void> {
    try {
      const file = await openKeptFile(inThread, place, record.id, record.name);
      await files.take([{ file, handle: null, kept: record.id }]);
      judgeKept();
    } catch (error) {
      fail(record.name, error);
    }
  }

  /** Whether a file that was fetched for a role would take nobody's place. */
  function isWanted({ role }: KnownFile): boolean {
    return (store.get().models[role]?.access ?? 'gone') === 'gone';
  }

  async function fetchFile(known: KnownFile, saveTo: FileSystemFileHandle | null): Promise<void> {
    const { name, address, bytes, sha256 } = known;
    if (!can.download || address === null || sha256 === null || downloads.has(name)) return;
    const controller = new AbortController();
    downloads.set(name, controller);
    const before = downloadOf(store.get().library, name);
    const startBytes = before?.phase === 'stopped' ? before.doneBytes : 0;
    const begun = { name, phase: 'running', startedAtMs: wallClockMs(), startBytes } as const;
    let progress = {
      doneBytes: startBytes,
      totalBytes: bytes,
      beganAgain: false,
      waitsUntilMs: null as number | null,
    };
    store.update(step.downloadMoved({ ...begun, ...progress }));
    let whole: KeptRecord | null = null;
    try {
      askToPersist(storage);
      const job = { name, address, bytes, sha256, saveTo };
      whole = await inThread((thread) =>
        thread.download(
          place,
          job,
          (now) => {
            progress = now;
            store.update(step.downloadMoved({ ...begun, ...now }));
          },
          controller.signal,
        ),
      );
      store.update(step.downloadEnded(name));
    } catch (error) {
      const { doneBytes, totalBytes } = progress;
      const packed = isAbort(error) ? null : packError(error);
      const isLost = packed?.code === 'download-damaged';
      const kept = { doneBytes: isLost ? 0 : doneBytes, totalBytes };
      store.update(step.downloadMoved({ name, phase: 'stopped', ...kept, error: packed }));
    } finally {
      downloads.delete(name);
      await refresh().catch(() => undefined);
    }
    if (whole !== null)
      await (saveTo === null ? receive(known, whole) : save(known, whole, saveTo));
  }

  /** Chooses a whole file, unless the person has chosen another one while it was fetched. */
  async function receive(known: KnownFile, record: KeptRecord): Promise<void> {
    if (isWanted(known)) await take(record);
  }

  /** Puts a whole file where the person wanted it; where that fails it stays in the browser. */
  async function save(
    known: KnownFile,
    record: KeptRecord,
    handle: FileSystemFileHandle,
  ): Promise<void> {
    const { name } = record;
    // A check or a copy of another file may be running.
    await work.idle();
    const isSaved = await write(record, handle);
    destinations.delete(name);
    if (!isSaved) return receive(known, record);
    try {
      const file = await handle.getFile();
      if (isWanted(known)) await files.take([{ file, handle }]);
      const held = heldFile(known.role);
      // What was written is what was received, whatever name it was given.
      if (held?.file.blob === file) judge(known.role, held, record.sha256);
      // Its copy may have been chosen while other work was waited for.
      const isChosen = MODEL_ROLES.some((role) => heldFile(role)?.kept === record.id);
      if (!isChosen) await inThread((thread) => thread.remove(place, record.id));
    } catch (error) {
      fail(name, error);
    }
    await refresh().catch(() => undefined);
  }

  /** Copies a kept file into one of the person's own; false: it failed, or was called off. */
  async function write(
    record: Pick<KeptRecord, 'id' | 'name' | 'byteLength'>,
    handle: FileSystemFileHandle,
  ): Promise<boolean> {
    const { name, byteLength } = record;
    const isSaved = await work.run('save', name, byteLength, async (thread, onProgress, signal) => {
      if (!(await askToWrite(handle).catch(() => false))) throw saveFailed(name, null);
      await thread.save(place, record, handle, onProgress, signal);
      return true;
    });
    return isSaved === true;
  }

  const keptRecord = (id: string) => store.get().library.kept.find((file) => file.id === id);

  function heldFile(role: ModelRole) {
    const held = store.get().models[role];
    return held?.access === 'open' ? held : null;
  }

  return {
    async start() {
      await refresh().catch(() => undefined);
      judgeKept();
    },

    chooseWay: (way) => store.update(step.wayChosen(way)),

    ask(name) {
      store.update(step.downloadMoved({ name, phase: 'terms' }));
      // The terms tell it, and what runs has taken some since.
      void measure();
    },

    async accept(name, where) {
      const known = knownFile(table, name);
      if (known === null) return;
      let handle: FileSystemFileHandle | null = null;
      if (where === 'file') {
        // The dialog has to open while the click is fresh.
        handle = await deps.pickSaveFile(name).catch((error: unknown) => {
          fail(name, error);
          return null;
        });
        if (handle === null) return;
        destinations.set(name, handle);
      }
      // Who has accepted the terms of SUPIR's weights is not asked a second time before a run.
      if (known.role === 'supir') store.update(changeSettings({ licenceAccepted: true }));
      await fetchFile(known, handle);
    },

    async resume(name) {
      const known = knownFile(table, name);
      const handle = destinations.get(name) ?? null;
      if (handle !== null) await askToWrite(handle).catch(() => false);
      if (known !== null) await fetchFile(known, handle);
    },

    stop: (name) => downloads.get(name)?.abort(),

    async discard(name) {
      downloads.get(name)?.abort();
      const before = downloadOf(store.get().library, name);
      destinations.delete(name);
      store.update(step.downloadEnded(name));
      if (before?.phase === 'terms') return;
      try {
        await inThread((thread) => thread.discard(place, name));
      } catch (error) {
        fail(name, error);
      }
      await refresh().catch(() => undefined);
    },

    async verify(role) {
      const held = heldFile(role);
      if (held === null) return;
      const { name, blob } = held.file;
      const sha256 = await work.run('verify', name, blob.size, (thread, onProgress, signal) =>
        thread.hash(blob, name, onProgress, signal),
      );
      if (sha256 !== null) judge(role, held, sha256);
    },

    async keep(role) {
      const held = heldFile(role);
      if (held === null || !can.keep) return;
      const { name, blob } = held.file;
      askToPersist(storage);
      const record = await work.run('keep', name, blob.size, (thread, onProgress, signal) =>
        thread.keep(place, blob, name, onProgress, signal),
      );
      await refresh().catch(() => undefined);
      if (record === null) return;
      if (heldFile(role)?.file !== held.file) return;
      await files.setKept(role, record.id);
      judge(role, held, record.sha256);
    },

    cancelWork: () => work.cancel(),

    async use(id) {
      const record = keptRecord(id);
      if (record !== undefined) await take(record);
    },

    async saveAs(id) {
      const record = keptRecord(id);
      if (record === undefined || work.isRunning()) return;
      try {
        // The dialog has to open while the click is fresh.
        const handle = await deps.pickSaveFile(record.name);
        if (handle !== null) await write(record, handle);
      } catch (error) {
        fail(record.name, error);
      }
    },

    async remove(id) {
      const record = keptRecord(id);
      if (record === undefined || isBeingRead(store.get())) return;
      try {
        await inThread((thread) => thread.remove(place, id));
        for (const role of MODEL_ROLES) {
          const held = heldFile(role);
          if (held?.kept !== id) continue;
          // Of a copy nothing is left to read; a file that lies elsewhere stays chosen.
          await (isKeptCopy(held.file.blob) ? files.remove(role) : files.setKept(role, null));
        }
      } catch (error) {
        fail(record.name, error);
      }
      await refresh().catch(() => undefined);
    },

    dismissFailure: () => store.update(step.libraryFailureDismissed),
  };
}
