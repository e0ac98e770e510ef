import { ModelError } from '../core/errors';

/**
 * Where the bytes of a file come from. Reads are synchronous because the runtime asks for weights
 * in the middle of a synchronous call; sources over files therefore work in workers only.
 */
export interface ByteSource {
  /** For messages: the file's name. */
  readonly name: string;
  readonly byteLength: number;
  /**
   * Exactly `length` bytes from `offset`, possibly a view of a larger buffer.
   * Throws `ModelError` `model-file-truncated` or `model-file-unreadable`.
   */
  read(offset: number, length: number): Uint8Array;
}

/** Bytes that are in memory already; borrowed. */
export function bytesSource(name: string, bytes: Uint8Array): ByteSource {
  return {
    name,
    byteLength: bytes.byteLength,
    read(offset, length) {
      assertRange(this, offset, length);
      return bytes.subarray(offset, offset + length);
    },
  };
}

/** A file the user picked. Reads slice by slice with `FileReaderSync`, so only in a worker. */
export function fileSource(file: Blob, name: string): ByteSource {
  const Reader = (globalThis as { FileReaderSync?: SyncReader }).FileReaderSync;
  if (Reader === undefined) throw new Error('fileSource works in a worker only');
  const reader = new Reader();
  return {
    name,
    byteLength: file.size,
    read(offset, length) {
      assertRange(this, offset, length);
      return readAll(this, length, () =>
        reader.readAsArrayBuffer(file.slice(offset, offset + length)),
      );
    },
  };
}

/** A file of the origin's private file system, through a handle that its owner closes. */
export function accessHandleSource(handle: SyncAccessHandle, name: string): ByteSource {
  return {
    name,
    byteLength: handle.getSize(),
    read(offset, length) {
      assertRange(this, offset, length);
      return readAll(this, length, () => {
        const bytes = new Uint8Array(length);
        return bytes.buffer.slice(0, handle.read(bytes, { at: offset }));
      });
    },
  };
}

type SyncReader = new () => { readAsArrayBuffer(blob: Blob): ArrayBuffer };

/** The part of `FileSystemSyncAccessHandle` that reading needs. */
export interface SyncAccessHandle {
  getSize(): number;
  read(buffer: Uint8Array, options: { at: number }): number;
}

/** Throws `ModelError` `model-file-truncated` for a range that is not inside the source. */
export function assertRange(source: ByteSource, offset: number, length: number): void {
  if (offset >= 0 && length >= 0 && offset + length <= source.byteLength) return;
  throw new ModelError({
    code: 'model-file-truncated',
    message: `"${source.name}" ends before the bytes that were asked for.`,
    hint: 'Download the file again; the copy on this machine is not complete.',
    details: { file: source.name, offset, length, size: source.byteLength },
  });
}

function readAll(source: ByteSource, length: number, read: () => ArrayBuffer): Uint8Array {
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(read());
  } catch (cause) {
    throw unreadable(source.name, cause);
  }
  if (bytes.byteLength !== length) throw unreadable(source.name);
  return bytes;
}

/** `ModelError` `model-file-unreadable`. */
export function unreadable(name: string, cause?: unknown): ModelError {
  return new ModelError({
    code: 'model-file-unreadable',
    message: `"${name}" cannot be read any more.`,
    hint: 'The file was moved, changed or removed since it was chosen; choose it again.',
    details: { file: name },
    cause,
  });
}
