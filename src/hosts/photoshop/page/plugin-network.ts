import { HostError } from '../../../core/errors';
import { answerTooLarge, unreachable, uploadTooLarge } from '../../../comfyui/errors';
import type {
  NetworkAnswer,
  NetworkRequest,
  OpenSocket,
  SocketEvents,
} from '../../../comfyui/network';
import { bridgeProtocol } from '../protocol/errors';
import { LIMITS } from '../protocol/limits';
import type { Parcel } from '../protocol/message';
import { checked } from '../protocol/parse';
import { SERVER_ANSWER, SERVER_CALL_MS, SOCKET_NEWS } from '../protocol/server-calls';
import type { Ask } from './ask';

/** A call without header lines: the plugin takes none. */
export type PlainRequest = Omit<NetworkRequest, 'headers'>;

/**
 * The network of the plugin, which servers take for a program and not for a page. Its calls go to the
 * addresses that were chosen, and nowhere else.
 */
export interface PluginNetwork {
  /** The person has chosen this origin. */
  choose(origin: string): void;
  /**
   * @throws ServerError as `Network.send`
   * @throws HostError `bridge-protocol` for an origin that was not chosen
   */
  send(request: PlainRequest, signal: AbortSignal): Promise<NetworkAnswer>;
  openSocket(url: string, events: SocketEvents): OpenSocket;
}

/**
 * @param onConnection calls back when the plugin is found or lost; one that was loaded anew has forgotten
 *   what was chosen
 */
export function pluginNetwork(
  ask: Ask,
  onConnection: (listener: (connected: boolean) => void) => void,
): PluginNetwork {
  const chosen = new Set<string>();
  /** What the plugin was told. */
  const told = new Map<string, Promise<unknown>>();
  onConnection(() => told.clear());
  let sockets = 0;

  const introduce = async (url: string): Promise<void> => {
    const { origin } = new URL(url.replace(/^ws/, 'http'));
    if (!chosen.has(origin)) throw bridgeProtocol('server');
    const telling = told.get(origin) ?? ask('serverChosen', origin);
    told.set(origin, telling);
    await telling.catch((error: unknown) => {
      told.delete(origin);
      throw error;
    });
  };

  const follow = async (id: number, url: string, events: SocketEvents, signal: AbortSignal) => {
    await introduce(url);
    await ask('socketOpen', { id, url }, { signal });
    const next = () => ask('socketNext', { id }, { signal, timeoutMs: SERVER_CALL_MS });
    while (tell(await next(), events));
  };

  return {
    choose: (origin) => void chosen.add(origin),
    async send({ method, url, contentType, body, maxBytes, timeoutMs }, signal) {
      signal.throwIfAborted();
      const limit = Math.min(Math.floor(maxBytes), LIMITS.maxMessageBytes);
      const params = {
        method,
        url,
        contentType: contentType ?? null,
        maxBytes: limit,
        timeoutMs: Math.ceil(timeoutMs),
      };
      try {
        await introduce(url);
        const blobs = body === undefined ? [] : [body];
        const options = { blobs, signal, timeoutMs: SERVER_CALL_MS };
        return answerFrom(await ask('serverCall', params, options), limit);
      } catch (error) {
        signal.throwIfAborted();
        throw asServerError(error, url, body?.byteLength ?? 0);
      }
    },
    openSocket(url, events) {
      const id = ++sockets;
      const closing = new AbortController();
      const { signal } = closing;
      const end = (): void => {
        if (!signal.aborted) events.onClose();
      };
      follow(id, url, events, signal).then(end, end);
      return {
        send: (text) => void ask('socketSend', { id, text }).catch(() => undefined),
        close() {
          if (signal.aborted) return;
          closing.abort();
          void ask('socketClose', { id }).catch(() => undefined);
        },
      };
    },
  };
}

function answerFrom({ value, blobs }: Parcel, maxBytes: number): NetworkAnswer {
  const { status, contentType } = checked(SERVER_ANSWER, value, 'answer');
  const [body] = blobs;
  if (body === undefined) throw bridgeProtocol('answer');
  if (body.length > maxBytes) throw answerTooLarge(maxBytes);
  return { status, contentType, body: ownBytes(body) };
}

/** Tells what has happened to a socket; false once it has closed. */
function tell({ value, blobs }: Parcel, events: SocketEvents): boolean {
  const rest = [...blobs];
  for (const what of checked(SOCKET_NEWS, value, 'socket')) {
    if (what === 'close') return false;
    if (what === 'open') {
      events.onOpen();
      continue;
    }
    const bytes = rest.shift();
    if (bytes === undefined) throw bridgeProtocol('socket');
    if (what === 'bytes') events.onBytes(bytes);
    else events.onText(new TextDecoder('utf-16le').decode(bytes));
  }
  return true;
}

/** A plugin that is gone, or busy for ever, is a server that does not answer: it may come back. */
function asServerError(error: unknown, url: string, bytes: number): unknown {
  if (!(error instanceof HostError)) return error;
  if (error.code === 'bridge-too-large') return uploadTooLarge(bytes, LIMITS.maxMessageBytes);
  const isGone = error.code === 'bridge-lost' || error.code === 'bridge-timeout';
  return isGone ? unreachable(new URL(url).origin, error) : error;
}

/** The bridge assembles each blob in memory of its own, which is never shared between threads. */
function ownBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer, byteOffset, byteLength } = bytes;
  return buffer instanceof ArrayBuffer
    ? new Uint8Array(buffer, byteOffset, byteLength)
    : Uint8Array.from(bytes);
}
