import { delay } from '../../../src/core/abort';
import { serve } from '../../../src/rpc/serve';
import { downloadReserving, keepReserving } from './reserving';
import { createReservations } from './reservations';
import { openLibraryDatabase } from './database';
import type { DownloadJob, DownloadProgress } from './download';
import { keptFileGone } from './errors';
import { hashOf } from './hash';
import { whileNobodyWrites, writingAlone } from './locks';
import { namingFile, openLibrary, type Library } from './open-library';
import type { PlaceKind } from './place';
import { checkAllKept, openKept, reachedPartials, reachedPlace } from './places';
import type { KeptRecord } from './records';
import { measureRoom } from './room';
import { saveTo } from './save';
import { seldom } from './seldom';
import { sweep } from './tidy';

/** How long a server may send nothing, milliseconds. */
const STALL_MS = 30_000;

/** An unfinished download, as the page sees it. */
export interface ListedPartial {
  readonly name: string;
  readonly doneBytes: number;
  readonly totalBytes: number | null;
  readonly saveTo: FileSystemFileHandle | null;
}

export interface Listed {
  readonly kept: readonly KeptRecord[];
  /** Files that the browser has removed since the last time. */
  readonly gone: readonly KeptRecord[];
  readonly partials: readonly ListedPartial[];
}

let opened: Promise<Library> | null = null;

/** `kind`: which storage a page may use; what it sees is decided by its own settings and place. */
function library(kind: PlaceKind): Promise<Library> {
  return (opened ??= openLibrary(kind, {
    openDatabase: openLibraryDatabase,
    storage: navigator.storage,
    canWriteInPlace: () => 'createSyncAccessHandle' in FileSystemFileHandle.prototype,
  }));
}

/** As `library`, for work on one file. @throws ModelError `library-refused` */
const libraryFor = (kind: PlaceKind, name: string): Promise<Library> =>
  namingFile(name, library(kind));

const reservations = createReservations(async () => {
  const room = await measureRoom(navigator.storage).catch(() => null);
  return room?.freeBytes ?? null;
});

const surroundings = {
  newId: () => crypto.randomUUID(),
  wallClockMs: () => Date.now(),
};

const api = {
  hash(
    file: Blob,
    name: string,
    onProgress: (doneBytes: number) => void,
    signal: AbortSignal,
  ): Promise<string> {
    return hashOf(file, name, { signal, onProgress: seldom(onProgress) });
  },

  async list(kind: PlaceKind): Promise<Listed> {
    const { places, records } = await library(kind);
    await whileNobodyWrites(async () => {
      for (const place of places) await sweep(place, records);
    });
    const partials = await reachedPartials(places, records);
    return {
      ...(await checkAllKept(places, records)),
      partials: partials.map(({ name, offset, totalBytes, saveTo: handle }) => ({
        name,
        doneBytes: offset,
        totalBytes,
        saveTo: handle,
      })),
    };
  },

  async open(kind: PlaceKind, id: string): ReturnType<typeof openKept> {
    const { places, records } = await library(kind);
    return openKept(places, records, id);
  },

  async keep(
    kind: PlaceKind,
    file: Blob,
    name: string,
    onProgress: (doneBytes: number) => void,
    signal: AbortSignal,
  ): Promise<KeptRecord> {
    const { places, records } = await libraryFor(kind, name);
    const deps = { place: places[0], records, ...surroundings };
    const work = { signal, onProgress: seldom(onProgress) };
    return writingAlone(name, () => keepReserving(reservations, file, name, deps, work));
  },

  async download(
    kind: PlaceKind,
    job: DownloadJob,
    onProgress: (progress: DownloadProgress) => void,
    signal: AbortSignal,
  ): Promise<KeptRecord> {
    const { places, records } = await libraryFor(kind, job.name);
    const partial = await records.partial(job.name);
    const deps = {
      place: (partial && reachedPlace(places, partial)) ?? places[0],
      records,
      ...surroundings,
      fetch: globalThis.fetch.bind(globalThis),
      wait: delay,
      stallMs: STALL_MS,
    };
    const report = seldom(onProgress, ({ waitsUntilMs }) => waitsUntilMs);
    const options = { signal, onProgress: report };
    return writingAlone(job.name, () =>
      downloadReserving(reservations, job, partial?.offset ?? 0, deps, options),
    );
  },

  /** @throws ModelError `kept-file-gone`, or as `saveTo` */
  async save(
    kind: PlaceKind,
    { id, name }: Pick<KeptRecord, 'id' | 'name'>,
    handle: FileSystemFileHandle,
    onProgress: (doneBytes: number) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const { places, records } = await libraryFor(kind, name);
    const file = await openKept(places, records, id);
    if (file === null) throw keptFileGone(name);
    await saveTo(handle, file.blob, name, { signal, onProgress: seldom(onProgress) });
  },

  async remove(kind: PlaceKind, id: string): Promise<void> {
    const { places, records } = await library(kind);
    await records.removeFile(id);
    for (const place of places) await place.remove(id);
  },

  /** Drops what was received of a download. @throws ModelError `library-busy` */
  async discard(kind: PlaceKind, name: string): Promise<void> {
    const { places, records } = await libraryFor(kind, name);
    await writingAlone(name, async () => {
      const partial = await records.partial(name);
      await records.removePartial(name);
      if (partial !== null) for (const place of places) await place.remove(partial.id);
    });
  },
};

export type LibraryWorker = typeof api;

serve(api);
