import { attempt, checkRoom, Interrupted, type AttemptDeps } from './attempt';
import { MAX_WAIT_MS } from './answer';
import { brokenOff, storageError } from './errors';
import type { Place } from './place';
import type { KeptRecord, Records } from './records';
import { openUnfinished, type Unfinished, type Wanted } from './unfinished';

/** A file that is downloaded, and by what it is proved to be that file. */
export interface DownloadJob extends Wanted {
  /** Hexadecimal. */
  readonly sha256: string;
}

/** What a download tells while it runs. */
export interface DownloadProgress {
  readonly doneBytes: number;
  /** null: nobody has told. */
  readonly totalBytes: number | null;
  /** Whether what had been received was of no use, and the download began again. */
  readonly beganAgain: boolean;
  /** When the next try is due, milliseconds since 1970; null while one runs. */
  readonly waitsUntilMs: number | null;
}

export interface DownloadDeps extends AttemptDeps {
  readonly place: Place;
  readonly records: Records;
  readonly newId: () => string;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

export interface DownloadOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: DownloadProgress) => void;
}

/** Tries without a single byte of progress after which a person has to decide. */
export const MAX_TRIES = 5;

/** How often a download may begin again by itself: each time costs all that was received. */
export const MAX_BEGINNINGS = 3;

/**
 * Downloads a file, or goes on with it where it was stopped, until all its bytes are there and their
 * hash is the published one: only then there is a whole file. After an error and after a cancel, what
 * was received stays for the next time, unless it is proved to be wrong.
 *
 * @throws the signal's reason, or ModelError:
 *
 * - the server: `download-sign-in`, `download-forbidden`, `download-missing`, `download-busy`,
 *   `download-server-failed`
 * - the connection: `download-unreachable`, `download-stalled`, `download-cut`
 * - what it sends: `download-is-page`, `download-other-length`, `download-changed`,
 *   `download-damaged`, and what `refuseOtherFormats` throws
 * - the browser: `library-full`, `library-busy`, `library-refused`
 */
export async function download(
  job: DownloadJob,
  deps: DownloadDeps,
  options: DownloadOptions,
): Promise<KeptRecord> {
  const { name } = job;
  const { place, records } = deps;
  let file: Unfinished | null = null;
  try {
    options.signal.throwIfAborted();
    const done = await finishedBefore(job, deps);
    if (done !== null) return done;
    file = await openUnfinished(job, deps);
    await receive(job, file, deps, options);
    const { id, offset } = file;
    const isGenuine = (await file.digest()) === job.sha256;
    await file.close();
    // Nothing may be written any more: some places would bring back what is removed here.
    file = null;
    if (!isGenuine) {
      await place.remove(id);
      await records.removePartial(name);
      throw brokenOff('download-damaged', name);
    }
    await place.finish(id);
    return await addWhole(job, id, offset, deps);
  } catch (error) {
    await file?.checkpoint().catch(() => undefined);
    await file?.close().catch(() => undefined);
    const neededBytes = (file?.totalBytes ?? job.bytes ?? 0) - (file?.offset ?? 0);
    const freeBytes = await deps.freeBytes().catch(() => null);
    throw storageError(name, { neededBytes, freeBytes }, error);
  }
}

/** A file that became whole right before the page ended, without its record. */
async function finishedBefore(job: DownloadJob, deps: DownloadDeps): Promise<KeptRecord | null> {
  const before = await deps.records.partial(job.name);
  if (before?.address !== job.address || before.offset !== before.totalBytes) return null;
  const whole = await deps.place.open(before.id);
  return whole?.size === before.offset ? addWhole(job, before.id, whole.size, deps) : null;
}

async function addWhole(
  { name, sha256 }: DownloadJob,
  id: string,
  byteLength: number,
  { place, records, wallClockMs }: DownloadDeps,
): Promise<KeptRecord> {
  const record = { id, place: place.kind, name, byteLength, sha256, keptAtMs: wallClockMs() };
  await records.addFile(record, name);
  return record;
}

/** Attempts, until every byte is there; waits between two grow, or are what the server asks for. */
async function receive(
  job: DownloadJob,
  file: Unfinished,
  deps: DownloadDeps,
  { signal, onProgress }: DownloadOptions,
): Promise<void> {
  let fruitless = 0;
  let doubts = 0;
  let anew = false;
  const show = (waitsUntilMs: number | null = null): void => {
    const { offset: doneBytes, totalBytes, clearings } = file;
    onProgress({ doneBytes, totalBytes, beganAgain: clearings > 0, waitsUntilMs });
  };
  await checkRoom(job.name, file, deps.freeBytes);
  while (file.totalBytes === null || file.offset < file.totalBytes) {
    let came = false;
    const onBytes = (): void => {
      came = true;
      show();
    };
    show();
    try {
      await attempt(job, file, deps, { anew, signal, onBytes });
      return;
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error;
      const { afterMs, reason, asksAnew } = error;
      fruitless = came ? 1 : fruitless + 1;
      if (asksAnew) doubts++;
      // What has come of an answer to that question is the beginning of what goes on.
      anew = asksAnew || (anew && !came);
      const beginnings = Math.max(doubts, file.clearings);
      const isHopeless = fruitless >= MAX_TRIES || beginnings >= MAX_BEGINNINGS;
      if (isHopeless || (afterMs ?? 0) > MAX_WAIT_MS) throw reason;
      const ms = afterMs ?? 1000 * 2 ** (fruitless - 1);
      await file.checkpoint();
      if (ms > 0) show(deps.wallClockMs() + ms);
      await deps.wait(ms, signal);
    }
  }
}
