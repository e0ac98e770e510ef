import { bridgeProtocol } from '../protocol/errors';
import type { CancelSignal } from '../protocol/cancel';
import { LIMITS } from '../protocol/limits';
import type { Parcel } from '../protocol/message';
import {
  MAX_SOCKET_MESSAGE,
  MAX_SOCKET_WAITING,
  MAX_SOCKETS,
  type SocketNews,
} from '../protocol/server-calls';
import type { UxpNetwork, UxpSocket } from './types/network';

interface News {
  readonly what: SocketNews;
  /** Empty where nothing but `what` is told. */
  readonly bytes: Uint8Array;
}

interface Held {
  readonly socket: UxpSocket | null;
  readonly waiting: News[];
  waitingBytes: number;
  wake: (() => void) | null;
}

/**
 * Sockets for the page, by numbers of its own. The page fetches what has happened, one question after
 * the other, so that nothing overtakes on the bridge and nothing piles up on this side of it.
 */
export interface ServerSockets {
  open(id: number, url: string): void;
  send(id: number, text: string): void;
  close(id: number): void;
  closeAll(): void;
  /**
   * What has happened since, at least one thing. A socket whose question is cancelled is closed.
   * @throws HostError `bridge-protocol` for a socket that is not open
   */
  next(id: number, signal: CancelSignal): Promise<Parcel>;
}

const NOTHING: Uint8Array = new Uint8Array(0);
/** What a message takes beside its bytes. */
const NEWS_BYTES = 64;

export function createServerSockets({ WebSocket }: Pick<UxpNetwork, 'WebSocket'>): ServerSockets {
  const sockets = new Map<number, Held>();

  const close = (id: number): void => {
    const held = sockets.get(id);
    if (held === undefined) return;
    sockets.delete(id);
    silence(held.socket);
    held.waiting.push({ what: 'close', bytes: NOTHING });
    held.wake?.();
  };

  const open = (id: number, url: string): void => {
    close(id);
    for (const oldest of sockets.keys()) {
      if (sockets.size < MAX_SOCKETS) break;
      close(oldest);
    }
    const held: Held = {
      socket: opened(WebSocket, url),
      waiting: [],
      waitingBytes: 0,
      wake: null,
    };
    sockets.set(id, held);
    const tell = (what: SocketNews, bytes = NOTHING): void => {
      if (sockets.get(id) !== held || bytes.length > MAX_SOCKET_MESSAGE) return;
      held.waiting.push({ what, bytes });
      held.waitingBytes += bytes.length + NEWS_BYTES;
      if (held.waitingBytes > MAX_SOCKET_WAITING) {
        silence(held.socket);
        held.waiting.length = 0;
        held.waiting.push({ what: 'close', bytes: NOTHING });
      }
      held.wake?.();
    };
    if (held.socket === null) tell('close');
    else listen(held.socket, tell);
  };

  return {
    open,
    close,
    send: (id, text) => sockets.get(id)?.socket?.send(text),
    closeAll: () => [...sockets.keys()].forEach(close),
    async next(id, signal) {
      const held = sockets.get(id);
      if (held === undefined) throw bridgeProtocol('socket');
      const stopListening = signal.onCancel(() => close(id));
      try {
        if (held.waiting.length === 0) {
          await new Promise<void>((resolve) => (held.wake = resolve));
        }
      } finally {
        held.wake = null;
        stopListening();
      }
      const news = held.waiting.splice(0, LIMITS.maxBlobs);
      for (const { bytes } of news) held.waitingBytes -= bytes.length + NEWS_BYTES;
      if (news.some(({ what }) => what === 'close')) sockets.delete(id);
      return {
        value: news.map(({ what }) => what),
        blobs: news
          .filter(({ what }) => what === 'text' || what === 'bytes')
          .map(({ bytes }) => bytes),
      };
    },
  };
}

/** null: it was refused without being tried. */
function opened(WebSocket: UxpNetwork['WebSocket'], url: string): UxpSocket | null {
  try {
    return new WebSocket(url);
  } catch {
    return null;
  }
}

function listen(socket: UxpSocket, tell: (what: SocketNews, bytes?: Uint8Array) => void): void {
  socket.binaryType = 'arraybuffer';
  socket.onopen = () => tell('open');
  socket.onclose = () => tell('close');
  socket.onerror = () => undefined;
  socket.onmessage = ({ data }) => {
    if (typeof data === 'string') {
      if (data.length <= MAX_SOCKET_MESSAGE / 2) tell('text', unitsOf(data));
    } else if (Object.prototype.toString.call(data) === '[object ArrayBuffer]') {
      tell('bytes', new Uint8Array(data as ArrayBuffer));
    }
  };
}

function silence(socket: UxpSocket | null): void {
  if (socket === null) return;
  socket.onopen = null;
  socket.onmessage = null;
  socket.onclose = null;
  try {
    socket.close();
  } catch {
    // It was closing already.
  }
}

/** The text's UTF-16: the plugin's realm has no `TextEncoder`. */
function unitsOf(text: string): Uint8Array {
  const units = new Uint16Array(text.length);
  for (let i = 0; i < units.length; i++) units[i] = text.charCodeAt(i);
  return new Uint8Array(units.buffer);
}
