import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { openUpstream, type Target } from './target';

/** Headers of the two halves of a handshake: both ends agree on key and compression themselves. */
const ASKED = ['sec-websocket-key', 'sec-websocket-version', 'sec-websocket-extensions'] as const;
const AGREED = ['sec-websocket-accept', 'sec-websocket-extensions'] as const;

/**
 * Passes a socket's handshake on, and from then on bytes, both ways. Who closes or stops reading does so
 * for both.
 */
export function passSocket(
  target: Target,
  path: string,
  request: IncomingMessage,
  near: Duplex,
  head: Buffer,
  handshakeMs: number,
): void {
  const upgrade = { Connection: 'Upgrade', Upgrade: 'websocket' };
  const upstream = openUpstream(target, path, 'GET', { ...upgrade, ...some(request, ASKED) });
  const late = setTimeout(() => upstream.destroy(), handshakeMs);
  let isOpen = false;
  near.on('error', () => upstream.destroy());
  near.on('close', () => upstream.destroy());
  upstream.on('error', () => undefined);
  upstream.on('response', () => upstream.destroy());
  upstream.on('close', () => {
    clearTimeout(late);
    if (!isOpen) refuseSocket(near, 502);
  });
  upstream.on('upgrade', (answer: IncomingMessage, far: Duplex, early: Buffer) => {
    isOpen = true;
    clearTimeout(late);
    const lines = Object.entries({ ...upgrade, ...some(answer, AGREED) });
    const text = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
    near.write(`HTTP/1.1 101 Switching Protocols\r\n${text}\r\n`);
    near.write(early);
    far.write(head);
    const end = (): void => {
      near.destroy();
      far.destroy();
    };
    for (const side of [near, far]) side.on('error', end).on('close', end);
    target.over.signal.addEventListener('abort', end, { once: true });
    far.on('close', () => target.over.signal.removeEventListener('abort', end));
    near.pipe(far).pipe(near);
  });
  upstream.end();
}

export function refuseSocket(near: Duplex, status: number): void {
  near.on('error', () => undefined);
  near.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function some(
  { headers }: IncomingMessage,
  names: readonly string[],
): Readonly<Record<string, string>> {
  const found = names.map((name) => [name, headers[name]] as const);
  return Object.fromEntries(
    found.filter((one): one is [string, string] => typeof one[1] === 'string'),
  );
}
