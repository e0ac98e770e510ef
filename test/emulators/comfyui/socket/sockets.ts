import { randomUUID } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { WebSocket, type RawData } from 'ws';
import { isObject, type Json, type JsonObject } from '../json';
import type { Rules } from '../rules';
import { metadataFrame, previewFrame, type ImageFormat } from './frames';

/** What a new socket is told. */
export interface Greeting {
  status(): JsonObject;
  /** The node that runs for this client; null: none. */
  runningNode(sid: string): string | null;
  /** The server's own flags; null: too old to have any. */
  readonly flags: JsonObject | null;
  readonly muted: () => boolean;
}

export interface Sockets {
  /** `stream` carries the socket. */
  add(socket: WebSocket, clientId: string, stream: Duplex): void;
  /** To one client; null: to all. */
  send(type: string, data: JsonObject, sid: string | null): void;
  /** Whether a picture for this client goes out with a description. */
  wantsMetadata(to: ImageReceiver): boolean;
  image(format: ImageFormat, bytes: Uint8Array, to: ImageReceiver): void;
  /** Any frame at all, to every socket. */
  inject(data: string | Uint8Array): void;
  /** Bytes that are no frame at all. */
  injectRaw(bytes: Uint8Array): void;
  /**
   * Closes connections without a word. `unnoticed`: the server goes on as if they were open, until `notice`.
   */
  cut(options?: { readonly clientId?: string; readonly unnoticed?: boolean }): void;
  /** The server finds out about the connections that were cut unnoticed. */
  notice(): void;
  /** Client ids that messages are sent to. */
  readonly registered: readonly string[];
  readonly traffic: { readonly sent: number; readonly received: number };
}

export interface ImageReceiver {
  readonly sid: string | null;
  readonly node: string;
  readonly prompt: string;
  /** A result, no preview. */
  readonly result: boolean;
}

interface Client {
  readonly socket: WebSocket;
  flags: JsonObject;
}

export function createSockets(rules: Rules, greeting: Greeting): Sockets {
  const clients = new Map<string, Client>();
  const open = new Map<WebSocket, { readonly sid: string; readonly stream: Duplex }>();
  const unnoticed = new Map<WebSocket, () => void>();
  /** Without the rule that they are dropped: messages to those who are away. */
  const kept = new Map<string, readonly string[]>();
  const traffic = { sent: 0, received: 0 };

  const put = (socket: WebSocket, data: string | Uint8Array): void => {
    if (greeting.muted() || socket.readyState !== WebSocket.OPEN) return;
    traffic.sent += typeof data === 'string' ? Buffer.byteLength(data) : data.byteLength;
    socket.send(data);
  };

  const receivers = (sid: string | null): readonly Client[] => {
    if (sid === null) return [...clients.values()];
    const client = clients.get(sid);
    return client === undefined ? [] : [client];
  };

  const send: Sockets['send'] = (type, data, sid) => {
    const text = JSON.stringify({ type, data });
    const to = receivers(sid);
    for (const { socket } of to) put(socket, text);
    if (sid !== null && to.length === 0 && !rules('R17-goes-on')) {
      kept.set(sid, [...(kept.get(sid) ?? []), text]);
    }
  };

  const hear = (sid: string, text: string): void => {
    const message = parsed(text);
    if (!isObject(message) || message.type !== 'feature_flags' || greeting.flags === null) return;
    const client = clients.get(sid);
    if (client !== undefined && isObject(message.data)) client.flags = message.data;
    send('feature_flags', greeting.flags, sid);
  };

  const add: Sockets['add'] = (socket, clientId, stream) => {
    const sid = clientId === '' ? randomUUID().replaceAll('-', '') : clientId;
    const older = clients.get(sid);
    if (older === undefined || rules('R19-takeover')) clients.set(sid, { socket, flags: {} });
    open.set(socket, { sid, stream });
    let first = true;
    socket.on('message', (data: RawData, binary) => {
      const text = Buffer.isBuffer(data) ? data.toString('utf8') : '';
      traffic.received += Buffer.byteLength(text);
      if (!binary && (first || !rules('R15-flags-first'))) hear(sid, text);
      first = false;
    });
    socket.on('error', () => undefined);
    const forget = (): void => {
      open.delete(socket);
      // The server forgets the id, whoever has it by now.
      if (rules('R18-deaf') || clients.get(sid)?.socket === socket) clients.delete(sid);
    };
    socket.on('close', () => {
      if (unnoticed.has(socket)) unnoticed.set(socket, forget);
      else forget();
    });
    put(socket, JSON.stringify({ type: 'status', data: { ...greeting.status(), sid } }));
    for (const text of kept.get(sid) ?? []) put(socket, text);
    const node = greeting.runningNode(sid);
    if (node !== null && rules('R17-reconnect')) send('executing', { node }, sid);
  };

  const wantsMetadata: Sockets['wantsMetadata'] = ({ sid, result }) => {
    const flags = sid === null ? undefined : clients.get(sid)?.flags;
    const asked = flags?.supports_preview_metadata === true;
    return asked && (!result || rules('R15-result-too'));
  };

  return {
    add,
    wantsMetadata,
    send,
    image(format, bytes, to) {
      const withMetadata = wantsMetadata(to);
      for (const { socket } of receivers(to.sid)) {
        const node = { id: to.node, prompt: to.prompt };
        put(
          socket,
          withMetadata ? metadataFrame(format, bytes, node) : previewFrame(format, bytes),
        );
      }
    },
    inject(data) {
      for (const { socket } of clients.values()) put(socket, data);
    },
    injectRaw(bytes) {
      for (const { stream } of open.values()) stream.write(bytes);
    },
    cut({ clientId, unnoticed: secretly = false } = {}) {
      for (const [socket, { sid }] of open) {
        if (clientId !== undefined && sid !== clientId) continue;
        if (secretly) unnoticed.set(socket, () => undefined);
        socket.terminate();
      }
    },
    notice() {
      for (const forget of unnoticed.values()) forget();
      unnoticed.clear();
    },
    get registered() {
      return [...clients.keys()];
    },
    traffic,
  };
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
