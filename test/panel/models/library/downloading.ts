import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  download,
  MAX_TRIES,
  type DownloadDeps,
  type DownloadJob,
  type DownloadProgress,
} from '../../../../panel/models/library/download';
import type { Records } from '../../../../panel/models/library/records';
import {
  startFileServer,
  type FileServer,
  type Fault,
  type FileServerOptions,
} from '../../../support/file-server';
import { createDiskPlace, createMemoryRecords, unfinishedLength } from './disk-place';

export const NAME = 'model.safetensors';
const NEVER = new AbortController().signal;

/** Tries without a byte, until a download gives up. */
export const NO_BYTES = Array.from({ length: MAX_TRIES }, (): Fault => ({ cutAfter: 0 }));

/** Bytes that begin as a model file does. */
export function modelBytes(length: number, seed = 1): Uint8Array {
  const bytes = Uint8Array.from({ length }, (_, i) => (i * 7 * seed + (i >> 9)) & 255);
  bytes.set([64, 0, 0, 0, 0, 0, 0, 0, 0x7b]);
  return bytes;
}

export const FILE = modelBytes(3_000_000);
export const OTHER = modelBytes(3_000_000, 3);
export const sha256 = (bytes: Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex');

/** What a test downloads with; made anew before each. */
export interface Bench {
  folder: string;
  server: FileServer;
  records: Records;
  /** Waits between tries, milliseconds. */
  waited: number[];
}

export const bench = {} as Bench;

/** Starts a server for this test, which serves `FILE` unless told otherwise. */
export async function serve(options?: FileServerOptions, bytes = FILE): Promise<FileServer> {
  return (bench.server = await startFileServer(bytes, options));
}

/** For `beforeEach`. */
export async function setUp(): Promise<void> {
  bench.folder = await mkdtemp(path.join(tmpdir(), 'library-'));
  bench.records = createMemoryRecords();
  bench.waited = [];
}

/** For `afterEach`. */
export async function tearDown(): Promise<void> {
  await bench.server.close();
  await rm(bench.folder, { recursive: true });
}

export interface Started {
  readonly seen: DownloadProgress[];
  readonly result: ReturnType<typeof download>;
}

/** Of `FILE`, unless told otherwise. */
export const jobOf = (change: Partial<DownloadJob>): DownloadJob => ({
  name: NAME,
  address: `${bench.server.url}${NAME}`,
  bytes: FILE.byteLength,
  sha256: sha256(FILE),
  saveTo: null,
  ...change,
});

/** All that a download needs but room. */
export const surroundings = (): Omit<DownloadDeps, 'freeBytes'> => ({
  place: createDiskPlace(bench.folder),
  records: bench.records,
  fetch,
  newId: () => 'one',
  wallClockMs: () => 0,
  wait(ms, aborted) {
    bench.waited.push(ms);
    aborted.throwIfAborted();
    return Promise.resolve();
  },
  // A busy machine has pauses of its own.
  stallMs: 60_000,
});

export function start(
  change: Partial<DownloadJob> = {},
  deps: Partial<DownloadDeps> = {},
  signal: AbortSignal = NEVER,
  onProgress: (progress: DownloadProgress) => void = () => undefined,
): Started {
  const seen: DownloadProgress[] = [];
  const result = download(
    jobOf(change),
    { ...surroundings(), freeBytes: () => Promise.resolve(1e12), ...deps },
    {
      signal,
      onProgress(progress) {
        seen.push(progress);
        onProgress(progress);
      },
    },
  );
  result.catch(() => undefined);
  return { seen, result };
}

async function wholeFile(): Promise<Uint8Array | null> {
  const [file] = await bench.records.files();
  const blob = file === undefined ? null : await createDiskPlace(bench.folder).open(file.id);
  return blob && new Uint8Array(await blob.arrayBuffer());
}

/** Nothing is whole, and what lies here cannot be taken for it. */
export async function expectNothingWhole(): Promise<void> {
  expect(await bench.records.files()).toEqual([]);
  const stored = await createDiskPlace(bench.folder).list();
  expect(stored.filter(({ isWhole }) => isWhole)).toEqual([]);
}

export async function expectWhole(): Promise<void> {
  const bytes = await wholeFile();
  expect(bytes && sha256(bytes)).toBe(sha256(FILE));
  expect(await bench.records.partials()).toEqual([]);
  expect(await unfinishedLength(bench.folder, 'one')).toBeNull();
}

export const ranges = (): (string | null)[] => bench.server.asked.map(({ range }) => range);
