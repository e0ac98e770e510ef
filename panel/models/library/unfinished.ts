import { startHash, type RunningHash } from './hash';
import type { Place, Writing } from './place';
import { NO_VERSION, placeOf, type FileVersion, type PartialRecord, type Records } from './records';

/** Bytes after which what was received is made safe. */
const CHECKPOINT_BYTES = 32 * 2 ** 20;

/** Bytes that are collected before they are written. */
const WRITTEN_BYTES = 2 ** 20;

export interface Wanted {
  /** Name of the published file. */
  readonly name: string;
  readonly address: string;
  /** Bytes; null where the catalog does not know. */
  readonly bytes: number | null;
  readonly saveTo: FileSystemFileHandle | null;
}

/** A download in the making: bytes in a place, the record of them, and the hash so far. */
export interface Unfinished {
  readonly id: string;
  /** Bytes received, written or not. */
  readonly offset: number;
  readonly totalBytes: number | null;
  readonly version: FileVersion;
  /** How often all that was received was dropped. */
  readonly clearings: number;
  /** The server's newest words on the file. */
  describe(totalBytes: number | null, version: FileVersion): void;
  append(bytes: Uint8Array): Promise<void>;
  /** Drops all that was received. */
  clear(): Promise<void>;
  /** Makes safe what was received. */
  checkpoint(): Promise<void>;
  /** SHA-256 of what was received, hexadecimal; nothing can be appended after it. */
  digest(): Promise<string>;
  close(): Promise<void>;
}

interface Deps {
  readonly place: Place;
  readonly records: Records;
  readonly newId: () => string;
}

/**
 * Opens a download where it was stopped, or begins it: where its record, its bytes or the state of
 * its hash are not what they were, nothing of them is used.
 */
export async function openUnfinished(
  { name, address, bytes, saveTo }: Wanted,
  { place, records, newId }: Deps,
): Promise<Unfinished> {
  const before = await records.partial(name);
  const isHere = before?.address === address && placeOf(before) === place.kind;
  const found = isHere ? await reopen(before, place) : null;
  if (before !== null && found === null) await place.remove(before.id);

  const id = found === null ? newId() : found.record.id;
  const writing = found?.writing ?? (await begin(place, id));
  let hash: RunningHash = found?.hash ?? (await startHash());
  let offset = found?.record.offset ?? 0;
  let totalBytes = found?.record.totalBytes ?? bytes;
  let version = found?.record.version ?? NO_VERSION;
  let written = offset;
  let safe = offset;
  // Bytes that a browser has removed since are dropped ones, too.
  let clearings = found === null && (before?.offset ?? 0) > 0 ? 1 : 0;
  let collected: Uint8Array[] = [];
  /** Set by a write that failed: where the next one would go is not known then. */
  let failed = false;

  const put = async (): Promise<void> => {
    const all = joined(collected, offset - written);
    failed = true;
    await writing.write(all);
    failed = false;
    hash.update(all);
    collected = [];
    written = offset;
  };
  const checkpoint = async (): Promise<void> => {
    // The record of the last time stays, and what is behind its bytes is dropped when they are reopened.
    if (failed) return;
    if (offset > written) await put();
    await writing.flush();
    await records.putPartial({
      name,
      id,
      place: place.kind,
      address,
      offset,
      totalBytes,
      version,
      hash: hash.save(),
      saveTo,
    });
    safe = offset;
  };
  // From here on the bytes have a record: nobody takes them for an orphan's.
  if (found === null || found.record.saveTo !== saveTo) await checkpoint();

  return {
    id,
    get clearings() {
      return clearings;
    },
    get offset() {
      return offset;
    },
    get totalBytes() {
      return totalBytes;
    },
    get version() {
      return version;
    },
    describe(total, now) {
      totalBytes = total;
      version = now;
    },
    async append(added) {
      collected.push(added);
      offset += added.byteLength;
      if (offset - written >= WRITTEN_BYTES) await put();
      if (offset - safe >= CHECKPOINT_BYTES) await checkpoint();
    },
    async clear() {
      clearings++;
      await writing.clear();
      hash = await startHash();
      [offset, written, safe, collected, failed] = [0, 0, 0, [], false];
      [totalBytes, version] = [bytes, NO_VERSION];
      await checkpoint();
    },
    checkpoint,
    async digest() {
      await checkpoint();
      return hash.digest();
    },
    close: () => writing.close(),
  };
}

async function reopen(
  record: PartialRecord,
  place: Place,
): Promise<{
  readonly record: PartialRecord;
  readonly writing: Writing;
  readonly hash: RunningHash;
} | null> {
  const hash = await startHash(record.hash).catch(() => null);
  const writing = hash === null ? null : await place.write(record.id, record.offset);
  return hash === null || writing === null ? null : { record, writing, hash };
}

async function begin(place: Place, id: string): Promise<Writing> {
  const writing = await place.write(id, 0);
  if (writing === null) throw new Error('an empty file has fewer than 0 bytes');
  return writing;
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const [only, ...others] = parts;
  if (only !== undefined && others.length === 0) return only;
  const all = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.byteLength;
  }
  return all;
}
