import { Connection } from '../../../../src/hosts/photoshop/protocol/connection';
import type { Handler } from '../../../../src/hosts/photoshop/protocol/responder';
import type { Peer } from '../../../../src/hosts/photoshop/protocol/presence';
import { LIMITS, type BridgeLimits } from '../../../../src/hosts/photoshop/protocol/limits';
import type { BridgePort } from '../../../../src/hosts/photoshop/protocol/bridge-port';
import { testClock, type TestClock } from './clock';
import { randomFrom } from '../../../support/random';

/** Probabilities of each message; the delay in milliseconds. */
export interface Faults {
  readonly drop?: number;
  readonly duplicate?: number;
  readonly corrupt?: number;
  readonly delayMs?: number;
  /** So many of the first messages each way are lost. */
  readonly loseFirst?: number;
  readonly wrap?: (text: string) => unknown;
  /** A longer text is lost. */
  readonly maxChars?: number;
}

export interface Wire {
  readonly ports: readonly [BridgePort, BridgePort];
  faults: Faults;
  readonly sent: string[];
  /** Something arrives at an end that nobody sent. */
  inject(side: 0 | 1, data: unknown): void;
  /** Nothing gets through any more. */
  cut: boolean;
}

function damaged(text: string, random: () => number): string {
  const at = Math.floor(random() * text.length);
  const letter = String.fromCharCode(33 + Math.floor(random() * 90));
  return random() < 0.3 ? text.slice(0, at) : text.slice(0, at) + letter + text.slice(at + 1);
}

/** Two ports with a bad line between them. */
export function createWire(clock: TestClock, faults: Faults = {}, seed = 1): Wire {
  const random = randomFrom(seed);
  const listeners: [Set<(data: unknown) => void>, Set<(data: unknown) => void>] = [
    new Set(),
    new Set(),
  ];
  const arrive = (side: 0 | 1, data: unknown): void => {
    for (const listener of listeners[side]) listener(data);
  };
  const ports = [port(0), port(1)] as const;
  const wire: Wire = { faults, sent: [], cut: false, ports, inject: arrive };

  function port(side: 0 | 1): BridgePort {
    let count = 0;
    return {
      send(text) {
        const { drop = 0, duplicate = 0, corrupt = 0, delayMs = 0, loseFirst = 0 } = wire.faults;
        wire.sent.push(text);
        if (wire.cut || ++count <= loseFirst || random() < drop) return;
        if (text.length > (wire.faults.maxChars ?? Infinity)) return;
        const copies = random() < duplicate ? 2 : 1;
        for (let i = 0; i < copies; i++) {
          const carried = random() < corrupt ? damaged(text, random) : text;
          clock.setTimeout(
            () => arrive(side === 0 ? 1 : 0, wire.faults.wrap?.(carried) ?? carried),
            1 + random() * delayMs,
          );
        }
      },
      onMessage(listener) {
        listeners[side].add(listener);
        return () => listeners[side].delete(listener);
      },
    };
  }

  return wire;
}

/** Small, so that tests need few bytes. */
export const SMALL: BridgeLimits = {
  ...LIMITS,
  chunkBytes: 300,
  maxFrameChars: 4096,
  maxBodyChars: 2048,
  maxMessageBytes: 100_000,
  maxOpenBytes: 150_000,
};

export interface End {
  readonly connection: Connection;
  readonly events: [string, unknown][];
  readonly peers: (Peer | null)[];
}

let sessions = 0;

export function createEnd(
  port: BridgePort,
  clock: TestClock,
  handlers: Readonly<Record<string, Handler>> = {},
  limits: BridgeLimits = SMALL,
  role = 'end',
): End {
  const events: [string, unknown][] = [];
  const peers: (Peer | null)[] = [];
  const connection = new Connection({
    port,
    clock,
    limits,
    handlers,
    newSession: () => `session-${++sessions}`,
    role,
    caps: ['test'],
    onEvent: (name, value) => events.push([name, value]),
    onPeer: (peer) => peers.push(peer),
  });
  return { connection, events, peers };
}

/** Answers with the bytes it got, backwards. */
export const ECHO: Readonly<Record<string, Handler>> = {
  echo: ({ params, blobs }) =>
    Promise.resolve({
      value: params as null,
      blobs: blobs.map((blob) => blob.slice().reverse()),
    }),
};

/** The outcome of a promise once the clock has gone far enough. */
export async function outcome<T>(
  clock: TestClock,
  promise: Promise<T>,
): Promise<{ readonly value: T } | { readonly error: unknown }> {
  let settled: { readonly value: T } | { readonly error: unknown } | null = null;
  promise.then(
    (value) => (settled = { value }),
    (error: unknown) => (settled = { error }),
  );
  await clock.runUntil(() => settled !== null);
  return settled!;
}

export async function valueOf<T>(clock: TestClock, promise: Promise<T>): Promise<T> {
  const result = await outcome(clock, promise);
  if ('error' in result) throw result.error;
  return result.value;
}

/** A page and a plugin with these handlers that know each other, on a good line. */
export async function connected(handlers: Readonly<Record<string, Handler>>): Promise<{
  readonly clock: TestClock;
  readonly wire: Wire;
  readonly page: Connection;
}> {
  const clock = testClock();
  const wire = createWire(clock);
  const page = createEnd(wire.ports[0], clock).connection;
  createEnd(wire.ports[1], clock, handlers);
  await valueOf(clock, page.ready(999));
  return { clock, wire, page };
}
