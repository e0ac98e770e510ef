import { crcOfBytes } from '../../../pixels/crc32';
import { encodeBase64 } from './base64';
import { abortError } from './cancel';
import { bridgeTooLarge } from './errors';
import type { Frame } from './frame';
import type { BridgeLimits } from './limits';
import { byteCount, chunkCount, chunkPlace, lengthsOf, type Message } from './message';

/** A frame without the two sessions, which the transport adds. */
export type Unaddressed = Frame extends infer F
  ? F extends { readonly t: string }
    ? Omit<F, 's' | 't'>
    : never
  : never;

export interface Delivery {
  /** Settles once all of the message is acknowledged; the blobs are borrowed until then. */
  readonly delivered: Promise<void>;
  /** Cancels the message: `delivered` rejects with an `AbortError`, and the other end forgets it. */
  readonly drop: () => void;
}

/** Number of the part that tells the other end that its message was dropped; 0 is the head. */
const DROPPED = -1;
const NOTHING: Message = { kind: 'abort', body: '', blobs: [] };

interface OnTheWay {
  sentAt: number;
  tries: number;
}

interface Transfer {
  readonly n: number;
  /** `NOTHING` once it was dropped. */
  message: Message;
  chunks: number;
  /** Number of the next chunk that has not been sent yet. */
  next: number;
  acked: number;
  headAcked: boolean;
  readonly onTheWay: Map<number, OnTheWay>;
  readonly settle: (error: Error | null) => void;
}

/** Outgoing messages; each part is kept until it is acknowledged. */
export class Outgoing {
  /** Number of frames that were sent again. */
  retries = 0;
  private numbered = 0;
  private readonly waiting: Transfer[] = [];
  private readonly started = new Map<number, Transfer>();

  constructor(
    private readonly limits: BridgeLimits,
    private readonly now: () => number,
    private readonly post: (frame: Unaddressed) => void,
  ) {}

  /** Number of messages that are not completely acknowledged. */
  get open(): number {
    return this.started.size + this.waiting.length;
  }

  /** @throws HostError `bridge-too-large` */
  send(message: Message): Delivery {
    this.requireSize(message);
    let settle: Transfer['settle'] = () => undefined;
    const delivered = new Promise<void>((resolve, reject) => {
      settle = (error) => (error === null ? resolve() : reject(error));
    });
    const transfer = {
      n: ++this.numbered,
      message,
      chunks: chunkCount(lengthsOf(message), this.limits.chunkBytes),
      next: 1,
      acked: 0,
      headAcked: false,
      onTheWay: new Map<number, OnTheWay>(),
      settle,
    };
    this.waiting.push(transfer);
    return { delivered, drop: () => this.drop(transfer) };
  }

  onAck(n: number, i: number): void {
    const transfer = this.started.get(n);
    if (!transfer?.onTheWay.delete(i)) return;
    if (i === DROPPED) {
      this.finish(transfer, abortError());
      return;
    }
    if (i === 0) transfer.headAcked = true;
    else transfer.acked++;
    if (transfer.headAcked && transfer.acked === transfer.chunks) this.finish(transfer, null);
  }

  onRefuse(n: number): void {
    const transfer = this.started.get(n);
    if (transfer === undefined) return;
    const bytes = byteCount(transfer.message);
    this.finish(transfer, bridgeTooLarge(bytes, this.limits.maxMessageBytes));
  }

  /** Sends due frames and repeats unacknowledged ones; returns the time of the next call, or null. */
  pump(): number | null {
    this.sendHeads();
    this.sendChunks();
    return this.repeat();
  }

  /** Drops all messages; numbers start at 1 again. */
  reset(error: Error): void {
    const all = [...this.started.values(), ...this.waiting.splice(0)];
    this.started.clear();
    this.numbered = 0;
    for (const transfer of all) transfer.settle(error);
  }

  private requireSize(message: Message): void {
    const { maxBodyChars, maxBlobs, maxMessageBytes } = this.limits;
    const { body, blobs } = message;
    if (body.length > maxBodyChars || blobs.length > maxBlobs) {
      throw bridgeTooLarge(body.length, maxBodyChars);
    }
    const bytes = byteCount(message);
    if (bytes > maxMessageBytes) throw bridgeTooLarge(bytes, maxMessageBytes);
  }

  private drop(transfer: Transfer): void {
    transfer.settle(abortError());
    const at = this.waiting.indexOf(transfer);
    if (at < 0 && this.started.get(transfer.n) !== transfer) return;
    if (at >= 0) this.waiting.splice(at, 1);
    // The message's number is used up, and the other end must not wait for it.
    transfer.onTheWay.clear();
    transfer.message = NOTHING;
    transfer.chunks = 0;
    this.started.set(transfer.n, transfer);
    this.start(transfer, DROPPED);
  }

  private finish(transfer: Transfer, error: Error | null): void {
    this.started.delete(transfer.n);
    transfer.settle(error);
  }

  private sendHeads(): void {
    for (let [first] = this.waiting; first && this.mayStart(first); [first] = this.waiting) {
      this.waiting.shift();
      this.started.set(first.n, first);
      this.start(first, 0);
    }
  }

  /**
   * Whether a message may start: the other end keeps track from the lowest unfinished number on,
   * which must not stay far behind.
   */
  private mayStart({ n }: Transfer): boolean {
    const lowest = this.started.keys().next();
    return lowest.done === true || n - lowest.value < this.limits.maxOpenMessages;
  }

  private sendChunks(): void {
    const transfers = [...this.started.values()];
    const parts = transfers.flatMap(({ onTheWay }) => [...onTheWay.keys()]);
    let room = this.limits.window - parts.filter((i) => i > 0).length;
    for (const transfer of transfers) {
      while (room > 0 && transfer.headAcked && transfer.next <= transfer.chunks) {
        this.start(transfer, transfer.next++);
        room--;
      }
    }
  }

  private repeat(): number | null {
    const { retryMs, maxRetryMs } = this.limits;
    let due: number | null = null;
    for (const transfer of this.started.values()) {
      for (const [i, part] of transfer.onTheWay) {
        const nextAt = (): number =>
          part.sentAt + Math.min(maxRetryMs, retryMs * 2 ** (part.tries - 1));
        if (nextAt() <= this.now()) {
          part.sentAt = this.now();
          part.tries++;
          this.retries++;
          this.sendPart(transfer, i);
        }
        due = Math.min(due ?? Infinity, nextAt());
      }
    }
    return due;
  }

  private start(transfer: Transfer, i: number): void {
    transfer.onTheWay.set(i, { sentAt: this.now(), tries: 1 });
    this.sendPart(transfer, i);
  }

  private sendPart({ n, message }: Transfer, i: number): void {
    if (i === DROPPED) this.post({ k: 'drop', n });
    else if (i === 0) this.post({ k: message.kind, n, b: message.body, x: lengthsOf(message) });
    else {
      const place = chunkPlace(lengthsOf(message), this.limits.chunkBytes, i);
      const bytes = place && message.blobs[place.blob]?.subarray(place.start, place.end);
      if (!bytes) throw new RangeError(`no chunk ${i}`);
      this.post({ k: 'chunk', n, i, e: crcOfBytes(bytes), d: encodeBase64(bytes) });
    }
  }
}
