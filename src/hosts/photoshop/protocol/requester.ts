import type { PackedError } from '../../../core/errors';
import { abortError, type CancelSignal } from './cancel';
import { bridgeProtocol, bridgeTimeout } from './errors';
import { isCount, type Fields, type Json } from './parse';
import type { Parcel } from './message';
import { isPacked } from './packed-error';
import type { BridgeClock, TimerId } from './bridge-port';
import type { Transport } from './transport';

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
  readonly reject: (error: unknown) => void;
  timer: TimerId | null;
  stopListening: (() => void) | undefined;
}

const REQUEST_TIMEOUT_MS = 180_000;

/** This end's requests, until they are answered. */
export class Requester {
  private readonly pending = new Map<number, Pending>();
  private requests = 0;

  constructor(
    private readonly transport: Transport,
    private readonly clock: BridgeClock,
  ) {}

  /** Whether an answer is due. */
  get isOwed(): boolean {
    return this.pending.size > 0;
  }

  request(
    method: string,
    params: Json,
    { blobs = [], signal, timeoutMs = REQUEST_TIMEOUT_MS, onCancel = 'at-once' }: RequestOptions,
  ): Promise<Parcel> {
    const r = ++this.requests;
    return new Promise((resolve, reject) => {
      signal?.throwIfCancelled();
      const body = JSON.stringify({ r, m: method, a: params });
      const { delivered, drop } = this.transport.send({ kind: 'req', body, blobs });
      const pending: Pending = { resolve, reject, timer: null, stopListening: undefined };
      this.pending.set(r, pending);
      delivered.then(
        () => {
          if (!this.pending.has(r)) return;
          pending.timer = this.clock.setTimeout(() => {
            this.takeBack(r);
            this.settle(r)?.reject(bridgeTimeout(method, timeoutMs));
          }, timeoutMs);
        },
        (error: unknown) => {
          // Dropped by a cancel: the answer to the abort is what counts.
          if (signal?.cancelled !== true) this.settle(r)?.reject(error);
        },
      );
      pending.stopListening = signal?.onCancel(() => {
        drop();
        this.takeBack(r);
        if (onCancel === 'at-once') this.settle(r)?.reject(abortError());
      });
      this.transport.pump();
    });
  }

  /** Takes an answer of the other end. */
  accept({ r, v, e }: Fields, blobs: readonly Uint8Array[]): void {
    const pending = isCount(r) ? this.settle(r) : undefined;
    if (e === undefined) pending?.resolve({ value: (v ?? null) as Json, blobs });
    else pending?.reject(isPacked(e) ? new RemoteError(e) : bridgeProtocol('error'));
  }

  failAll(error: Error): void {
    for (const r of [...this.pending.keys()]) this.settle(r)?.reject(error);
  }

  private takeBack(r: number): void {
    void this.transport.trySend({ kind: 'abort', body: JSON.stringify({ r }), blobs: [] });
  }

  /** Takes a request off the list; undefined where it is not on it any more. */
  private settle(r: number): Pending | undefined {
    const pending = this.pending.get(r);
    this.pending.delete(r);
    pending?.stopListening?.();
    if (pending && pending.timer !== null) this.clock.clearTimeout(pending.timer);
    return pending;
  }
}
