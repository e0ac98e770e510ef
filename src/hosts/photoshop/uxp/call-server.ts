import { answerTooLarge, redirected, serverTimeout, unreachable } from '../../../comfyui/errors';
import type { BridgeClock, TimerId } from '../protocol/bridge-port';
import { abortError, type CancelSignal } from '../protocol/cancel';
import type { ServerCall } from '../protocol/server-calls';
import type { UxpNetwork, UxpRequest } from './types/network';

export interface ServerAnswer {
  readonly status: number;
  /** In lower case, without parameters. */
  readonly contentType: string;
  readonly body: Uint8Array;
}

export interface CallRoom {
  readonly network: Pick<UxpNetwork, 'XMLHttpRequest'>;
  readonly clock: BridgeClock;
}

const HEADERS_RECEIVED = 2;
const MAX_TYPE = 256;

/**
 * Calls a server of this origin. An answer that is longer than `maxBytes` is given up as soon as its
 * length is known; one from elsewhere, where UXP was sent on to, before its first byte is looked at.
 *
 * @throws ServerError `comfy-unreachable`, `comfy-redirected`, `comfy-answer-too-large`, `comfy-timeout`
 * @throws an error named `AbortError` after a cancel
 */
export function callServer(
  { network, clock }: CallRoom,
  origin: string,
  { method, url, contentType, maxBytes, timeoutMs }: ServerCall,
  body: Uint8Array | undefined,
  signal: CancelSignal,
): Promise<ServerAnswer> {
  return new Promise((resolve, reject) => {
    signal.throwIfCancelled();
    const request = new network.XMLHttpRequest();
    let timer: TimerId | null = null;
    let isOver = false;
    let stopListening = (): void => undefined;

    const end = (settle: () => void): void => {
      if (isOver) return;
      isOver = true;
      if (timer !== null) clock.clearTimeout(timer);
      stopListening();
      settle();
    };
    const giveUp = (error: Error): void => {
      end(() => {
        request.abort();
        reject(error);
      });
    };
    // What goes on being sent or arriving is not late.
    const wait = (): void => {
      if (isOver) return;
      if (timer !== null) clock.clearTimeout(timer);
      timer = clock.setTimeout(() => giveUp(serverTimeout(pathOf(url), timeoutMs)), timeoutMs);
    };
    const hasArrived = (bytes: number): void => {
      if (bytes > maxBytes) giveUp(answerTooLarge(maxBytes));
      else wait();
    };

    stopListening = signal.onCancel(() => giveUp(abortError()));
    request.upload.onprogress = wait;
    request.onreadystatechange = () => {
      if (isOver || request.readyState < HEADERS_RECEIVED) return;
      if (isSentOn(request, url)) giveUp(redirected(origin));
      else hasArrived(Number(request.getResponseHeader('Content-Length') ?? 0));
    };
    request.onprogress = ({ loaded }) => hasArrived(loaded);
    request.onerror = () => giveUp(unreachable(origin, new Error('the call failed')));
    request.onload = () => {
      const bytes = bytesOf(request.response);
      if (isSentOn(request, url)) giveUp(redirected(origin));
      else if (request.status === 0 || bytes === null)
        giveUp(unreachable(origin, new Error('no answer')));
      else if (bytes.length > maxBytes) giveUp(answerTooLarge(maxBytes));
      else
        end(() => resolve({ status: request.status, contentType: typeOf(request), body: bytes }));
    };
    try {
      request.open(method, url);
      request.responseType = 'arraybuffer';
      request.withCredentials = false;
      if (contentType !== null) request.setRequestHeader('Content-Type', contentType);
      wait();
      request.send(...(body === undefined ? [] : [body.slice().buffer]));
    } catch (error) {
      // Without the permission in the manifest, for one.
      giveUp(unreachable(origin, error));
    }
  });
}

/** Whether an answer is a redirect, or comes from where one led. */
function isSentOn({ status, responseURL }: UxpRequest, url: string): boolean {
  if (status >= 300 && status < 400) return true;
  return responseURL !== '' && placeOf(responseURL) !== placeOf(url);
}

/** Origin and path, written in one way: not every realm writes an address as it was given. */
function placeOf(url: string): string {
  const [, scheme = '', host = '', path = ''] = /^(https?):\/\/([^/?#]*)([^?#]*)/i.exec(url) ?? [];
  const port = scheme.toLowerCase() === 'https' ? /:443$/ : /:80$/;
  return `${scheme}://${host.replace(port, '')}`.toLowerCase() + decoded(path === '' ? '/' : path);
}

function pathOf(url: string): string {
  return /^https?:\/\/[^/?#]*([^?#]*)/i.exec(url)?.[1] ?? '';
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function typeOf(request: UxpRequest): string {
  const [type = ''] = (request.getResponseHeader('Content-Type') ?? '').split(';');
  return type.trim().toLowerCase().slice(0, MAX_TYPE);
}

/** null: it is none. Buffers of another realm are known by their tag alone. */
function bytesOf(response: unknown): Uint8Array | null {
  const isBuffer = Object.prototype.toString.call(response) === '[object ArrayBuffer]';
  return isBuffer ? new Uint8Array(response as ArrayBuffer) : null;
}
