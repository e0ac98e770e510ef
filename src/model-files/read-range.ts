import { abortable } from '../core/abort';
import { ModelError } from '../core/errors';
import { rangesUnsupported } from '../weights/http-source';
import type { ModelFile } from '../weights/model-file';
import { unreadable } from '../weights/source';

/**
 * `length` bytes of a model file from `offset`, anywhere: on a page too. The range is inside the
 * file. Rejects with `ModelError` `model-file-unreadable` or `model-ranges-unsupported`, or with
 * the signal's reason.
 */
export async function readRange(
  file: ModelFile,
  offset: number,
  length: number,
  signal: AbortSignal,
): Promise<Uint8Array> {
  signal.throwIfAborted();
  if (length === 0) return new Uint8Array(0);
  const bytes =
    file.kind === 'blob'
      ? await readBlob(file, offset, length, signal)
      : await fetchRange(file, offset, length, signal);
  if (bytes.byteLength !== length) throw unreadable(file.name);
  return bytes;
}

type FileOf<Kind extends ModelFile['kind']> = Extract<ModelFile, { readonly kind: Kind }>;

async function readBlob(
  { blob, name }: FileOf<'blob'>,
  offset: number,
  length: number,
  signal: AbortSignal,
): Promise<Uint8Array> {
  try {
    return new Uint8Array(
      await abortable(blob.slice(offset, offset + length).arrayBuffer(), signal),
    );
  } catch (cause) {
    signal.throwIfAborted();
    throw unreadable(name, cause);
  }
}

/** Stops a server that sends more than it was asked for. */
async function fetchRange(
  { url, name, byteLength }: FileOf<'http'>,
  offset: number,
  length: number,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const stop = new AbortController();
  const range = `${offset}-${offset + length - 1}`;
  try {
    const response = await fetch(url, {
      headers: { Range: `bytes=${range}` },
      cache: 'no-store',
      signal: AbortSignal.any([signal, stop.signal]),
    });
    if (response.status === 200) throw rangesUnsupported(name, 'status 200');
    if (response.status !== 206) throw unreadable(name, new Error(`status ${response.status}`));
    if (response.headers.get('Content-Range') !== `bytes ${range}/${byteLength}`) {
      throw unreadable(name, new Error('another range'));
    }
    return await readBody(response, name, length);
  } catch (cause) {
    signal.throwIfAborted();
    throw cause instanceof ModelError ? cause : unreadable(name, cause);
  } finally {
    stop.abort();
  }
}

async function readBody(response: Response, name: string, length: number): Promise<Uint8Array> {
  if (response.body === null) throw unreadable(name);
  const bytes = new Uint8Array(length);
  let done = 0;
  for await (const part of response.body) {
    if (done + part.byteLength > length) throw unreadable(name);
    bytes.set(part, done);
    done += part.byteLength;
  }
  return bytes.subarray(0, done);
}
