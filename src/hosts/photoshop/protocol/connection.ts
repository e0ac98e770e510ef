import type { PackedError } from '../../../core/errors';
import { abortError, createCancel, type Cancel, type CancelSignal } from './cancel';
import { bridgeLost, bridgeProtocol, bridgeTimeout } from './errors';
import { isCount, isObject, type Fields, type Json } from './json';
import type { Message } from './message';
import { isPacked, packed } from './packed-error';
import { createRecent } from './recent';
import {
  createTransport,
  type Peer,
  type TransportOptions,
  type TransportStats,
} from './transport';

/** A value with bytes beside it. */
export interface Parcel {
  readonly value: Json;
  readonly blobs: readonly Uint8Array[];
}

/** Parameters as they arrived: not looked at yet. */
export interface Call {
  readonly params: unknown;
  readonly blobs: readonly Uint8Array[];
  readonly signal: CancelSignal;
}

export type Handler = (call: Call) => Promise<Parcel>;

export interface ConnectionOptions extends Pick<
  TransportOptions,
  'port' | 'clock' | 'limits' | 'newSession' | 'role' | 'caps'
> {
  readonly handlers: Readonly<Record<string, Handler>>;
  readonly onEvent: (name: string, value: unknown) => void;
  readonly onPeer: (peer: Peer | null) => void;
}

export interface RequestOptions {
  readonly blobs?: readonly Uint8Array[];
  readonly signal?: CancelSignal;
  /** Longest time from the request's arrival to its answer, milliseconds. */
  readonly timeoutMs?: number;
  /**
   * Effect of a cancel: `at-once` rejects at once; `answered` waits for the other end's answer, which
   * then decides.
   */
  readonly onCancel?: 'at-once' | 'answered';
}

/**
 * Requests, answers and events between the page and the plugin.
 *
 * @throws RemoteError what the other end threw; HostError `bridge-lost`, `bridge-timeout`,
 *   `bridge-too-large`, `bridge-protocol`; an error named `AbortError` after a cancel
 */
export interface Connection {
  readonly peer: Peer | null;
  /**
   * Resolves as soon as the other end is there.
   *
   * @throws HostError `bridge-timeout`
   */
  ready(timeoutMs: number): Promise<Peer>;
  request(method: string, params: Json, options?: RequestOptions): Promise<Parcel>;
  /** Resolves to whether it has arrived; it does not where nobody is there. */
  notify(name: string, value: Json): Promise<boolean>;
  stats(): TransportStats;
  close(): void;
}

/** What the other end threw, as it was packed there. */
export class RemoteError extends Error {
  readonly packed: PackedError;

  constructor(packed: PackedError) {
    super(packed.message);
    this.name = 'RemoteError';
    this.packed = packed;
  }
}

interface Pending {
  readonly resolve: (parcel: Parcel) => void;
  readonly reject: (error: Error) => void;
}

const REQUEST_TIMEOUT_MS = 180_000;

/**
 * How many ids of cancelled, and of answered, requests are kept, in case a request arrives after its
 * cancellation, or twice.
 */
const MAX_TAKEN_BACK = 256;

export function createConnection(options: ConnectionOptions): Connection {
  const { clock, handlers, onEvent } = options;
  const pending = new Map<number, Pending>();
  const running = new Map<number, Cancel>();
  const answered = createRecent(MAX_TAKEN_BACK);
  const takenBack = createRecent(MAX_TAKEN_BACK);
  const waitingForPeer = new Set<(peer: Peer | null) => void>();
  let requests = 0;

  const transport = createTransport({
    ...options,
    isOwed: () => pending.size > 0,
    onMessage: (message) => receive(message),
    onPeer(peer) {
      if (peer === null) forget();
      else {
        for (const tell of [...waitingForPeer]) tell(peer);
        waitingForPeer.clear();
      }
      options.onPeer(peer);
    },
  });

  const forget = (): void => {
    for (const { reject } of [...pending.values()]) reject(bridgeLost('restarted'));
    for (const job of [...running.values()]) job.cancel('lost');
    running.clear();
    answered.clear();
    takenBack.clear();
  };

  /** Whether it has arrived. If not, the other end is gone, which is noticed elsewhere. */
  const post = (message: Message): Promise<boolean> => {
    if (transport.peer === null) return Promise.resolve(false);
    return transport.send(message).delivered.then(
      () => true,
      () => false,
    );
  };

  const receive = ({ kind, body, blobs }: Message): void => {
    const fields = parse(body);
    if (fields === null) return;
    switch (kind) {
      case 'req': {
        serve(fields, blobs);
        return;
      }
      case 'res': {
        accept(fields, blobs);
        return;
      }
      case 'evt':
        if (typeof fields['name'] === 'string') onEvent(fields['name'], fields['value']);
        return;
      case 'abort': {
        takeBack(fields['r']);
        return;
      }
    }
  };

  const answer = (r: number, parcel: Parcel | { readonly error: unknown }): void => {
    if (answered.has(r)) return;
    answered.add(r);
    if ('error' in parcel) {
      void post({ kind: 'res', body: JSON.stringify({ r, e: packed(parcel.error) }), blobs: [] });
      return;
    }
    const asker = transport.peer;
    if (asker === null) return;
    const fail = (error: unknown): void => {
      // Whoever is there now may have asked something else under the same number.
      if (transport.peer === asker) {
        void post({ kind: 'res', body: JSON.stringify({ r, e: packed(error) }), blobs: [] });
      }
    };
    try {
      const body = JSON.stringify({ r, v: parcel.value });
      transport.send({ kind: 'res', body, blobs: parcel.blobs }).delivered.catch(fail);
    } catch (error) {
      fail(error);
    }
  };

  const serve = ({ r, m, a }: Fields, blobs: readonly Uint8Array[]): void => {
    if (!isCount(r) || running.has(r) || answered.has(r)) return;
    if (takenBack.has(r)) {
      answer(r, { error: abortError() });
      return;
    }
    const handler = typeof m === 'string' && Object.keys(handlers).includes(m) && handlers[m];
    if (!handler) {
      answer(r, { error: bridgeProtocol('request') });
      return;
    }
    const job = createCancel();
    running.set(r, job);
    const settled = (outcome: Parcel | { readonly error: unknown }): void => {
      if (running.get(r) !== job) return;
      running.delete(r);
      answer(r, outcome);
    };
    Promise.resolve()
      .then(() => handler({ params: a, blobs, signal: job.signal }))
      .then(settled, (error: unknown) => settled({ error }));
  };

  const takeBack = (r: unknown): void => {
    if (!isCount(r) || answered.has(r)) return;
    const job = running.get(r);
    if (job !== undefined) {
      job.cancel();
      return;
    }
    takenBack.add(r);
    answer(r, { error: abortError() });
  };

  const accept = ({ r, v, e }: Fields, blobs: readonly Uint8Array[]): void => {
    const request = isCount(r) ? pending.get(r) : undefined;
    if (request === undefined) return;
    if (e === undefined) {
      request.resolve({ value: (v ?? null) as Json, blobs });
      return;
    }
    request.reject(isPacked(e) ? new RemoteError(e) : bridgeProtocol('error'));
  };

  return {
    get peer() {
      return transport.peer;
    },
    ready(timeoutMs) {
      if (transport.peer !== null) return Promise.resolve(transport.peer);
      return new Promise((resolve, reject) => {
        const arrived = (peer: Peer | null): void => {
          clock.clearTimeout(timer);
          if (peer === null) reject(bridgeLost('closed'));
          else resolve(peer);
        };
        const timer = clock.setTimeout(() => {
          waitingForPeer.delete(arrived);
          reject(bridgeTimeout('hello', timeoutMs));
        }, timeoutMs);
        waitingForPeer.add(arrived);
      });
    },
    request(method, params, more = {}) {
      const { blobs = [], signal, timeoutMs = REQUEST_TIMEOUT_MS, onCancel = 'at-once' } = more;
      const r = ++requests;
      return new Promise<Parcel>((resolve, reject) => {
        signal?.throwIfCancelled();
        const body = JSON.stringify({ r, m: method, a: params });
        const { delivered, drop } = transport.send({ kind: 'req', body, blobs });
        let timer: ReturnType<typeof clock.setTimeout> | null = null;
        let stopListening = (): void => undefined;
        const settle = (): void => {
          pending.delete(r);
          if (timer !== null) clock.clearTimeout(timer);
          stopListening();
        };
        const fail = (error: Error): void => {
          settle();
          reject(error);
        };
        pending.set(r, {
          resolve: (parcel) => {
            settle();
            resolve(parcel);
          },
          reject: fail,
        });
        const tell = (): void => {
          void post({ kind: 'abort', body: JSON.stringify({ r }), blobs: [] });
        };
        let cancelled = false;
        delivered.then(
          () => {
            if (!pending.has(r)) return;
            timer = clock.setTimeout(() => {
              tell();
              fail(bridgeTimeout(method, timeoutMs));
            }, timeoutMs);
          },
          (error: unknown) => {
            // Dropped by a cancel: the answer to the abort is what counts.
            if (!cancelled && pending.has(r)) fail(error as Error);
          },
        );
        stopListening =
          signal?.onCancel(() => {
            cancelled = true;
            drop();
            tell();
            if (onCancel === 'at-once') fail(abortError());
          }) ?? stopListening;
        transport.wake();
      });
    },
    notify(name, value) {
      return post({ kind: 'evt', body: JSON.stringify({ name, value }), blobs: [] });
    },
    stats: () => transport.stats(),
    close() {
      transport.close();
      forget();
      for (const tell of [...waitingForPeer]) tell(null);
      waitingForPeer.clear();
    },
  };
}

function parse(body: string): Fields | null {
  try {
    const value: unknown = JSON.parse(body);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}
