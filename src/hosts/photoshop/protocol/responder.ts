import { abortError, createCancel, type Cancel, type CancelSignal } from './cancel';
import { dropOldest } from './drop-oldest';
import { bridgeProtocol } from './errors';
import { isCount, type Fields } from './parse';
import type { Parcel } from './message';
import { packed } from './packed-error';
import type { Transport } from './transport';

/** Parameters as they arrived: not looked at yet. */
export interface Call {
  readonly params: unknown;
  readonly blobs: readonly Uint8Array[];
  readonly signal: CancelSignal;
}

export type Handler = (call: Call) => Promise<Parcel>;

type Outcome = Parcel | { readonly error: unknown };

/**
 * How many ids of cancelled, and of answered, requests are kept, in case a request arrives after its
 * cancellation, or twice.
 */
const MAX_REMEMBERED = 256;

/** The other end's requests: runs their handlers and sends each answer once. */
export class Responder {
  private readonly running = new Map<number, Cancel>();
  private readonly answered = new Set<number>();
  private readonly takenBack = new Set<number>();

  constructor(
    private readonly transport: Transport,
    private readonly handlers: Readonly<Record<string, Handler>>,
  ) {}

  /** Runs the handler of a request. */
  accept({ r, m, a: params }: Fields, blobs: readonly Uint8Array[]): void {
    if (!isCount(r) || this.running.has(r) || this.answered.has(r)) return;
    if (this.takenBack.has(r)) {
      void this.answer(r, { error: abortError() });
      return;
    }
    const handler =
      typeof m === 'string' && Object.keys(this.handlers).includes(m) && this.handlers[m];
    if (!handler) {
      void this.answer(r, { error: bridgeProtocol('request') });
      return;
    }
    const job = createCancel();
    this.running.set(r, job);
    const settled = (outcome: Outcome): void => {
      if (this.running.get(r) !== job) return;
      this.running.delete(r);
      void this.answer(r, outcome);
    };
    Promise.resolve()
      .then(() => handler({ params, blobs, signal: job.signal }))
      .then(settled, (error: unknown) => settled({ error }));
  }

  /** Cancels a request, which may still be on its way. */
  takeBack({ r }: Fields): void {
    if (!isCount(r) || this.answered.has(r)) return;
    const job = this.running.get(r);
    if (job !== undefined) {
      job.cancel();
      return;
    }
    this.takenBack.add(r);
    dropOldest(this.takenBack, MAX_REMEMBERED);
    void this.answer(r, { error: abortError() });
  }

  /** Forgets all requests, since who asked is gone. */
  forget(): void {
    for (const job of [...this.running.values()]) job.cancel('lost');
    this.running.clear();
    this.answered.clear();
    this.takenBack.clear();
  }

  private async answer(r: number, outcome: Outcome): Promise<void> {
    if (this.answered.has(r)) return;
    this.answered.add(r);
    dropOldest(this.answered, MAX_REMEMBERED);
    if ('error' in outcome) return this.answerError(r, outcome.error);
    const { value, blobs } = outcome;
    const asker = this.transport.peer;
    try {
      const body = JSON.stringify({ r, v: value });
      await this.transport.send({ kind: 'res', body, blobs }).delivered;
    } catch (error) {
      // Whoever is there now may have asked something else under the same number.
      if (this.transport.peer === asker) await this.answerError(r, error);
    }
  }

  private async answerError(r: number, error: unknown): Promise<void> {
    const body = JSON.stringify({ r, e: packed(error) });
    await this.transport.trySend({ kind: 'res', body, blobs: [] });
  }
}
