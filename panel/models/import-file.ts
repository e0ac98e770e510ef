import { ModelError } from '../../src/core/errors';
import type { HostFile, HostFiles } from '../store/host-files';

/** Bytes of one part: enough that a browser keeps it out of the page's memory. */
export const PART_BYTES = 64 * 2 ** 20;
/** Bytes of one request; progress is counted in them. */
export const STEP_BYTES = 8 * 2 ** 20;

export interface ImportOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (doneBytes: number) => void;
}

/**
 * Copies a file out of the editor into one of the page, by ranges: parts of 64 MiB become one
 * `File`. On failure and cancel the parts that were read are released.
 *
 * @throws ModelError `host-file-changed` where the file is not as long as it was, or as
 *   `HostFiles.read` does
 */
export async function importFile(
  files: Pick<HostFiles, 'read'>,
  { id, name, size }: HostFile,
  { signal, onProgress }: ImportOptions,
): Promise<File> {
  const parts: Blob[] = [];
  for (let start = 0; start < size; start += PART_BYTES) {
    const end = Math.min(size, start + PART_BYTES);
    const pieces: Uint8Array<ArrayBuffer>[] = [];
    for (let at = start; at < end; at += STEP_BYTES) {
      signal.throwIfAborted();
      const length = Math.min(STEP_BYTES, end - at);
      const bytes = await files.read(id, at, length, signal);
      if (bytes.length !== length) throw changed(name, at + bytes.length, size);
      pieces.push(ownBytes(bytes));
      onProgress(at + length);
    }
    parts.push(new Blob(pieces));
  }
  signal.throwIfAborted();
  return new File(parts, name);
}

function ownBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer } = bytes;
  return buffer instanceof ArrayBuffer
    ? new Uint8Array(buffer, bytes.byteOffset, bytes.byteLength)
    : Uint8Array.from(bytes);
}

function changed(file: string, bytes: number, expected: number): ModelError {
  return new ModelError({
    code: 'host-file-changed',
    message: `“${file}” is no longer as long as it was when it was chosen.`,
    hint: 'It may still be being written, or have been replaced; choose it again.',
    details: { file, bytes, expected },
  });
}
