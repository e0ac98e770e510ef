import { bridgeProtocol } from '../protocol/errors';
import { dropOldest } from '../protocol/drop-oldest';
import type { BridgeClock } from '../protocol/bridge-port';
import { EMPTY } from '../protocol/message';
import { checked } from '../protocol/parse';
import type { Handler } from '../protocol/responder';
import {
  MAX_SERVERS,
  SERVER,
  SERVER_CALL,
  SOCKET,
  SOCKET_OPENING,
  SOCKET_TEXT,
} from '../protocol/server-calls';
import { callServer } from './call-server';
import { createServerSockets } from './server-sockets';
import type { UxpNetwork } from './types/network';

export interface NetworkRoom {
  readonly network: UxpNetwork;
  readonly clock: BridgeClock;
}

export interface ServerCalls {
  readonly handlers: Readonly<Record<string, Handler>>;
  /** Whoever asked is gone: sockets are closed, and no server is chosen any more. */
  forget(): void;
}

/**
 * Calls of the person's own server for the page, whose origin servers refuse. Only those are called that
 * the page has named as chosen; an address of anywhere else is refused before anything is sent.
 */
export function serverCalls(room: NetworkRoom): ServerCalls {
  const sockets = createServerSockets(room.network);
  const servers = new Set<string>();

  /** @throws HostError `bridge-protocol` for an address of no chosen server */
  const serverOf = (url: string): string => {
    const server = [...servers].find((origin) => url.startsWith(`${origin}/`));
    if (server === undefined) throw bridgeProtocol('server');
    return server;
  };

  return {
    forget() {
      servers.clear();
      sockets.closeAll();
    },
    handlers: {
      serverChosen: ({ params }) => {
        servers.add(checked(SERVER, params, 'server'));
        dropOldest(servers, MAX_SERVERS);
        return Promise.resolve(EMPTY);
      },
      serverCall: async ({ params, blobs: [body], signal }) => {
        const call = checked(SERVER_CALL, params, 'call');
        const answer = await callServer(room, serverOf(call.url), call, body, signal);
        const { status, contentType } = answer;
        return { value: { status, contentType }, blobs: [answer.body] };
      },
      socketOpen: ({ params }) => {
        const { id, url } = checked(SOCKET_OPENING, params, 'socket');
        serverOf(url.replace(/^ws/, 'http'));
        sockets.open(id, url);
        return Promise.resolve(EMPTY);
      },
      socketNext: ({ params, signal }) =>
        sockets.next(checked(SOCKET, params, 'socket').id, signal),
      socketSend: ({ params }) => {
        const { id, text } = checked(SOCKET_TEXT, params, 'socket');
        sockets.send(id, text);
        return Promise.resolve(EMPTY);
      },
      socketClose: ({ params }) => {
        sockets.close(checked(SOCKET, params, 'socket').id);
        return Promise.resolve(EMPTY);
      },
    },
  };
}
