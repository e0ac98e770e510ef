import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { empty, NOT_FOUND, type Answer } from '../http/answer';
import { answerBefore, recorded, type Site } from '../http/serve';

/** Largest message that a client may send. */
const LARGEST_MESSAGE = 4 * 1024 * 1024;

export type Upgrade = (request: IncomingMessage, stream: Duplex, head: Buffer) => void;

/** Answers handshakes. */
export function createUpgrade(site: Site): Upgrade {
  const server = new WebSocketServer({
    noServer: true,
    perMessageDeflate: true,
    maxPayload: LARGEST_MESSAGE,
  });
  return (request, stream, head) => {
    const entry = recorded(site, request, true);
    const { switches, sockets } = site.machine();
    stream.on('error', () => undefined);
    if (switches().handshake === 'silent') return;
    const refusal = handshakeRefusal(site, request);
    if (refusal !== null) {
      entry.answered(refusal.status);
      refuse(stream, refusal);
      return;
    }
    server.handleUpgrade(request, stream, head, (socket) => {
      entry.answered(101);
      const { searchParams } = new URL(request.url ?? '/', 'http://localhost');
      sockets.add(socket, searchParams.get('clientId') ?? '', stream);
    });
  };
}

function handshakeRefusal(site: Site, request: IncomingMessage): Answer | null {
  const before = answerBefore(site, request, true);
  if (before !== null) return before;
  if (site.machine().switches().handshake === 'refused') return empty(403);
  const [path = ''] = (request.url ?? '').slice(site.persona.basePath.length).split('?');
  return path === '/ws' || path === '/api/ws' ? null : NOT_FOUND;
}

function refuse(stream: Duplex, { status, body, headers }: Answer): void {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const text = typeof body === 'string' ? body : '';
  stream.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}` +
      `Content-Length: ${Buffer.byteLength(text)}\r\nConnection: close\r\n\r\n${text}`,
  );
}
