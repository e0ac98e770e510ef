import { ServerError } from '../core/errors';
import { readBounded } from './bounded-body';
import { redirected, serverTimeout, unreachable } from './errors';
import type { Network, NetworkAnswer, NetworkRequest, OpenSocket, SocketEvents } from './network';

/** What a realm has to offer; tests bring those that theirs lacks. */
export interface NetworkParts {
  readonly fetch: typeof globalThis.fetch;
  readonly WebSocket: new (url: string) => SocketLike;
}

/** As much of a `WebSocket` as is used. */
export interface SocketLike {
  binaryType: string;
  onopen: ((event: never) => unknown) | null;
  onmessage: ((event: never) => unknown) | null;
  onclose: ((event: never) => unknown) | null;
  onerror: ((event: never) => unknown) | null;
  send(text: string): void;
  close(): void;
}

/** Largest message of a socket that is looked at, bytes or characters; previews have a tenth of it. */
const MAX_MESSAGE = 8 * 2 ** 20;

/** The network of a page or worker. */
export function fetchNetwork(parts: NetworkParts = globalThis): Network {
  return {
    send: (request, signal) => send(parts, request, signal),
    openSocket: (url, events) => openSocket(parts, url, events),
    async knock(url, timeoutMs) {
      const limit = AbortSignal.timeout(timeoutMs);
      try {
        // Browsers refuse by themselves what is closed and does not follow; nothing goes along here.
        const closed = { mode: 'no-cors', redirect: 'follow' } as const;
        await parts.fetch(url, { ...NO_TRACES, ...closed, signal: limit });
        return true;
      } catch {
        return false;
      }
    },
  };
}

/**
 * Nothing of the browser's own goes along. Redirects are not followed: the browser would send the
 * person's headers to wherever they lead.
 */
const NO_TRACES = {
  credentials: 'omit',
  cache: 'no-store',
  referrerPolicy: 'no-referrer',
  redirect: 'manual',
} as const;

async function send(
  { fetch }: NetworkParts,
  { method, url, headers, contentType, body, maxBytes, timeoutMs }: NetworkRequest,
  signal: AbortSignal,
): Promise<NetworkAnswer> {
  signal.throwIfAborted();
  const stop = new AbortController();
  const onAbort = (): void => stop.abort(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  const late = new AbortController();
  const giveUp = (): void => {
    late.abort();
    stop.abort();
  };
  let timer = setTimeout(giveUp, timeoutMs);
  try {
    const lines = headers.map(({ name, value }): [string, string] => [name, value]);
    const type: [string, string][] = contentType ? [['Content-Type', contentType]] : [];
    const init = { ...NO_TRACES, method, headers: [...lines, ...type], signal: stop.signal };
    const answer = await fetch(url, body === undefined ? init : { ...init, body });
    if (isRedirect(answer)) {
      await answer.body?.cancel().catch(() => undefined);
      throw redirected(new URL(url).origin);
    }
    // What goes on arriving is not late.
    const bytes = await readBounded(answer, maxBytes, () => {
      clearTimeout(timer);
      timer = setTimeout(giveUp, timeoutMs);
    });
    return { status: answer.status, contentType: typeOf(answer), body: bytes };
  } catch (error) {
    signal.throwIfAborted();
    const { origin, pathname } = new URL(url);
    if (late.signal.aborted) throw serverTimeout(pathname, timeoutMs);
    throw error instanceof ServerError ? error : unreachable(origin, error);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
}

function isRedirect({ type, status, redirected: wasFollowed }: Response): boolean {
  return type === 'opaqueredirect' || wasFollowed || (status >= 300 && status < 400);
}

function typeOf({ headers }: Response): string {
  const [type = ''] = (headers.get('content-type') ?? '').split(';');
  return type.trim().toLowerCase();
}

function openSocket({ WebSocket }: NetworkParts, url: string, events: SocketEvents): OpenSocket {
  let isOver = false;
  const end = (): void => {
    if (isOver) return;
    isOver = true;
    events.onClose();
  };
  let socket: SocketLike;
  try {
    socket = new WebSocket(url);
  } catch {
    // A browser throws where it never asks, as for ws: in an https page.
    queueMicrotask(end);
    return { send: () => undefined, close: () => (isOver = true) };
  }
  socket.binaryType = 'arraybuffer';
  socket.onopen = () => {
    if (!isOver) events.onOpen();
  };
  socket.onmessage = ({ data }: { readonly data: unknown }) => {
    if (isOver) return;
    if (typeof data === 'string' && data.length <= MAX_MESSAGE) events.onText(data);
    if (data instanceof ArrayBuffer && data.byteLength <= MAX_MESSAGE) {
      events.onBytes(new Uint8Array(data));
    }
  };
  socket.onclose = end;
  socket.onerror = () => undefined;
  return {
    send: (text) => socket.send(text),
    close() {
      isOver = true;
      socket.close();
    },
  };
}
