import { createSHA256 } from 'hash-wasm';
import { nextTask } from '../../../src/core/abort';
import { unreadable } from '../../../src/weights/errors';

/** A SHA-256 that is computed piece by piece. */
export interface RunningHash {
  update(bytes: Uint8Array): void;
  /** All that is needed to go on later, with the next byte. */
  save(): Uint8Array;
  /** Hexadecimal. Ends the hash. */
  digest(): string;
}

/**
 * Starts a hash, or goes on with a saved one.
 * @throws Error where what was saved is not the state of such a hash
 */
export async function startHash(saved: Uint8Array | null = null): Promise<RunningHash> {
  const hasher = await createSHA256();
  hasher.init();
  if (saved !== null) hasher.load(saved);
  return {
    update: (bytes) => void hasher.update(bytes),
    save: () => hasher.save(),
    digest: () => hasher.digest('hex'),
  };
}

/** Bytes that are read at once; a message to cancel is heard between two. */
export const SLICE_BYTES = 8 * 2 ** 20;

export interface CountedWork {
  readonly signal: AbortSignal;
  /** Called after each slice. */
  readonly onProgress: (doneBytes: number) => void;
}

/**
 * Reads a file from its beginning to its end, the next slice while the one before is in use.
 *
 * @throws ModelError `model-file-unreadable`; the signal's reason; what `use` throws
 */
export async function readThrough(
  blob: Blob,
  name: string,
  use: (bytes: Uint8Array) => Promise<void> | void,
  { signal, onProgress }: CountedWork,
): Promise<void> {
  const read = async (at: number): Promise<Uint8Array> => {
    const end = Math.min(blob.size, at + SLICE_BYTES);
    const bytes = await blob
      .slice(at, end)
      .arrayBuffer()
      .catch((cause: unknown) => {
        throw unreadable(name, cause);
      });
    if (bytes.byteLength !== end - at) throw unreadable(name);
    return new Uint8Array(bytes);
  };
  let ahead = read(0);
  for (let at = 0; at < blob.size; at += SLICE_BYTES) {
    const bytes = await ahead;
    if (signal.aborted) break;
    const next = at + SLICE_BYTES;
    if (next < blob.size) {
      ahead = read(next);
      // It may fail while the slice before is still in use; it is awaited in the next round.
      ahead.catch(() => undefined);
    }
    await use(bytes);
    onProgress(Math.min(next, blob.size));
    await nextTask();
  }
  signal.throwIfAborted();
}

/**
 * SHA-256 of a file, hexadecimal; its bytes are never in memory together.
 *
 * @throws ModelError `model-file-unreadable`; the signal's reason
 */
export async function hashOf(blob: Blob, name: string, work: CountedWork): Promise<string> {
  const hash = await startHash();
  await readThrough(blob, name, (bytes) => hash.update(bytes), work);
  return hash.digest();
}
