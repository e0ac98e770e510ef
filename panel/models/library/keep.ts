import { libraryFull, storageError } from './errors';
import { readThrough, startHash, type CountedWork } from './hash';
import type { Place } from './place';
import type { KeptRecord, Records } from './records';

export interface KeepDeps {
  readonly place: Place;
  readonly records: Records;
  readonly freeBytes: () => Promise<number | null>;
  readonly newId: () => string;
  readonly wallClockMs: () => number;
}

/**
 * Copies a file into the browser's own storage, and computes its hash on the way. After an error and
 * after a cancel nothing of it is there.
 *
 * @throws the signal's reason; ModelError `library-full`, `library-busy`, `library-refused` or
 *   `model-file-unreadable`
 */
export async function keepFile(
  file: Blob,
  name: string,
  deps: KeepDeps,
  work: CountedWork,
): Promise<KeptRecord> {
  const { place, records } = deps;
  const id = deps.newId();
  const byteLength = file.size;
  let doneBytes = 0;
  try {
    const freeBytes = await deps.freeBytes();
    if (freeBytes !== null && freeBytes < byteLength) {
      throw libraryFull(name, { neededBytes: byteLength, freeBytes });
    }
    const hash = await startHash();
    const writing = await place.write(id, 0);
    if (writing === null) throw new Error('an empty file has fewer than 0 bytes');
    try {
      await readThrough(
        file,
        name,
        async (bytes) => {
          await writing.write(bytes);
          hash.update(bytes);
          doneBytes += bytes.byteLength;
        },
        work,
      );
      await writing.flush();
    } finally {
      await writing.close();
    }
    await place.finish(id);
    const record = {
      id,
      place: place.kind,
      name,
      byteLength,
      sha256: hash.digest(),
      keptAtMs: deps.wallClockMs(),
    };
    await records.addFile(record, null);
    return record;
  } catch (error) {
    await place.remove(id).catch(() => undefined);
    const neededBytes = byteLength - doneBytes;
    const freeBytes = await deps.freeBytes().catch(() => null);
    throw storageError(name, { neededBytes, freeBytes }, error, work.signal.aborted);
  }
}
