import type { ServerError } from '../core/errors';
import { endpointUrl, type ServerAddress } from './address';
import {
  badAnswer,
  notComfy,
  proxyFailed,
  refused,
  serverFailed,
  signInNeeded,
  uploadTooLarge,
} from './errors';
import type { HeaderLine } from './header-lines';
import type { Network, NetworkAnswer } from './network';

/** Whom to call, and how. The headers are secrets of the person's. */
export interface ServerAccess {
  readonly address: ServerAddress;
  readonly headers: readonly HeaderLine[];
  readonly network: Network;
}

export interface Call {
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** Sent by POST where it is there. */
  readonly body?: { readonly contentType: string; readonly bytes: Uint8Array<ArrayBuffer> };
  readonly maxBytes: number;
  readonly timeoutMs: number;
  /** Statuses beside 200 that the caller understands. */
  readonly expects?: readonly number[];
}

/** Counts what crosses the network, bytes. */
export interface Traffic {
  sentBytes: number;
  receivedBytes: number;
}

/**
 * Calls the server.
 *
 * @throws ServerError for whatever is no answer of ComfyUI's, and what `Network.send` throws
 */
export async function call(
  { address, headers, network }: ServerAccess,
  { path, query, body, maxBytes, timeoutMs, expects = [] }: Call,
  signal: AbortSignal,
  traffic?: Traffic,
): Promise<NetworkAnswer> {
  const request = {
    method: body === undefined ? 'GET' : 'POST',
    url: endpointUrl(address, `api/${path}`, query),
    headers,
    maxBytes,
    timeoutMs,
    ...(body && { contentType: body.contentType, body: body.bytes }),
  } as const;
  const answer = await network.send(request, signal);
  if (traffic !== undefined) {
    traffic.sentBytes += body?.bytes.byteLength ?? 0;
    traffic.receivedBytes += answer.body.byteLength;
  }
  if (answer.status === 200 || expects.includes(answer.status)) return answer;
  throw statusError(address.origin, path, answer, body?.bytes.byteLength ?? 0);
}

const BAD_GATEWAY = [502, 503, 504, 520, 521, 522, 523, 524, 525, 526, 530];

function statusError(
  origin: string,
  path: string,
  { status, contentType }: NetworkAnswer,
  sentBytes: number,
): ServerError {
  if (status === 401 || status === 407) return signInNeeded(origin, status);
  // ComfyUI refuses without a word, what asks for a key says so.
  if (status === 403) {
    return contentType === 'text/html' ? signInNeeded(origin, status) : refused(origin);
  }
  if (status === 413) return uploadTooLarge(sentBytes, 0);
  if (BAD_GATEWAY.includes(status)) return proxyFailed(origin, status);
  if (contentType === 'text/html') return notComfy(origin, status);
  return serverFailed(path, status);
}

/**
 * An answer's JSON.
 * @throws ServerError `comfy-not-comfy` for a page, `comfy-bad-answer` for anything else
 */
export function jsonOf(
  { address }: Pick<ServerAccess, 'address'>,
  path: string,
  { body, contentType, status }: NetworkAnswer,
): unknown {
  if (contentType === 'text/html') throw notComfy(address.origin, status);
  try {
    return JSON.parse(new TextDecoder().decode(body)) as unknown;
  } catch (error) {
    throw badAnswer(path, 'text', error);
  }
}
