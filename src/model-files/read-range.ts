import { abortable } from '../core/abort';
import type { ModelFile } from '../weights/model-file';
import { unreadable } from '../weights/errors';

/**
 * `length` bytes of a model file from `offset`, anywhere: on a page too. The range is inside the
 * file.
 *
 * @throws ModelError `model-file-unreadable`; or the signal's reason
 */
export async function readRange(
  { blob, name }: ModelFile,
  offset: number,
  length: number,
  signal: AbortSignal,
): Promise<Uint8Array> {
  signal.throwIfAborted();
  const bytes = await readSlice(blob.slice(offset, offset + length), name, signal);
  if (bytes.byteLength !== length) throw unreadable(name);
  return bytes;
}

async function readSlice(slice: Blob, name: string, signal: AbortSignal): Promise<Uint8Array> {
  try {
    return new Uint8Array(await abortable(slice.arrayBuffer(), signal));
  } catch (cause) {
    signal.throwIfAborted();
    throw unreadable(name, cause);
  }
}
