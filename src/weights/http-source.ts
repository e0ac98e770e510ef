import { discard } from '../core/discard';
import { ModelError } from '../core/errors';
import { assertRange, unreadable, type ByteSource } from './source';

/**
 * A file on a server that answers range requests. Reads are synchronous requests, so only in a
 * worker. Such a request cannot be stopped once a server sends more than was asked for; before the
 * first one the server therefore has to say `Accept-Ranges: bytes` to a HEAD request, and a server
 * of another origin has to expose that header and `Content-Range`, and to allow `Cache-Control`.
 *
 * Throws `ModelError` `model-ranges-unsupported`, or `model-file-unreadable` when the file is not
 * there or has another length.
 */
export function httpSource(url: string, name: string, byteLength: number): ByteSource {
  let version: string | null = null;
  let isProbed = false;
  const file = { name, byteLength };
  return {
    ...file,
    read(offset, length, room) {
      assertRange(file, offset, length);
      if (length === 0) return new Uint8Array(0);
      if (!isProbed) version = probe(url, name, byteLength);
      isProbed = true;
      const request = send('GET', url, name, `bytes=${offset}-${offset + length - 1}`);
      if (request.status !== 206) throw rangesUnsupported(name, `status ${request.status}`);
      const range = `bytes ${offset}-${offset + length - 1}/${byteLength}`;
      if (request.getResponseHeader('Content-Range') !== range) throw unreadable(name);
      if (request.getResponseHeader('ETag') !== version) throw unreadable(name);
      const bytes = new Uint8Array(request.response as ArrayBuffer);
      if (bytes.byteLength !== length) throw unreadable(name);
      if (room === undefined) return bytes;
      room.set(bytes);
      discard(bytes);
      return room.subarray(0, length);
    },
  };
}

/** The file's ETag, so that a file that is replaced between two reads is noticed. */
function probe(url: string, name: string, byteLength: number): string | null {
  const request = send('HEAD', url, name, null);
  if (request.status !== 200) throw unreadable(name, new Error(`status ${request.status}`));
  if (request.getResponseHeader('Accept-Ranges')?.toLowerCase() !== 'bytes') {
    throw rangesUnsupported(name, 'no Accept-Ranges');
  }
  const length = request.getResponseHeader('Content-Length');
  if (length !== null && Number(length) !== byteLength) throw unreadable(name);
  return request.getResponseHeader('ETag');
}

function send(method: 'HEAD' | 'GET', url: string, name: string, range: string | null) {
  const request = new XMLHttpRequest();
  request.open(method, url, false);
  request.responseType = 'arraybuffer';
  if (range !== null) request.setRequestHeader('Range', range);
  // A browser that kept parts of an older file would ask for the whole of the newer one.
  request.setRequestHeader('Cache-Control', 'no-cache');
  try {
    request.send();
  } catch (cause) {
    throw unreadable(name, cause);
  }
  return request;
}

/** `ModelError` `model-ranges-unsupported`. */
export function rangesUnsupported(name: string, reason: string): ModelError {
  return new ModelError({
    code: 'model-ranges-unsupported',
    message: `The server of "${name}" sends whole files only, not the parts that are needed.`,
    hint: 'Download the file and choose it from this machine.',
    details: { file: name, reason },
  });
}
