import { abortError } from './cancel';
import { encodeBase64 } from './base64';
import { crcOfBytes } from '../../../pixels/crc32';
import { bridgeTooLarge } from './errors';
import type { Frame } from './frame';
import type { BridgeLimits } from './limits';
import { chunkCount, chunkPlace, type Message } from './message';

/** A frame without the two sessions, which the transport adds. */
export type Unaddressed = Frame extends infer F
  ? F extends { readonly t: string }
    ? Omit<F, 's' | 't'>
    : never
  : never;

const DROPPED = -1;

interface OnTheWay {
  sentAt: number;
  tries: number;
}

interface Transfer {
  readonly n: number;
  readonly message: Message;
  readonly lengths: readonly number[];
  readonly chunks: number;
  /** Number of the next chunk that has not been sent yet. */
  next: number;
  acked: number;
  headAcked: boolean;
  readonly onTheWay: Map<number, OnTheWay>;
  readonly settle: (error: Error | null) => void;
}

export interface Outgoing {
  /** Sends a message; settles when all of it is acknowledged, and borrows the blobs until then. */
  send(message: Message): { readonly delivered: Promise<void>; readonly drop: () => void };
  onAck(n: number, i: number): void;
  onRefuse(n: number): void;
  /** Sends due frames and repeats unacknowledged ones; returns the time of the next call, or null. */
  pump(): number | null;
  /** Drops all messages; numbers start at 1 again. */
  reset(error: Error): void;
  readonly open: number;
  readonly retries: number;
}

/** Outgoing messages; each part is kept until it is acknowledged. */
export function createOutgoing(
  limits: BridgeLimits,
  now: () => number,
  post: (frame: Unaddressed) => void,
): Outgoing {
  const waiting: Transfer[] = [];
  const open = new Map<number, Transfer>();
  let numbered = 0;
  let retries = 0;

  const sendPart = ({ n, message, lengths }: Transfer, i: number): void => {
    if (i === DROPPED) {
      post({ k: 'drop', n });
      return;
    }
    if (i === 0) {
      post({ k: message.kind, n, b: message.body, x: lengths });
      return;
    }
    const place = chunkPlace(lengths, limits.chunkBytes, i);
    const blob = place && message.blobs[place.blob];
    if (place === null || !blob) throw new RangeError(`no chunk ${i}`);
    const bytes = blob.subarray(place.start, place.end);
    post({ k: 'chunk', n, i, e: crcOfBytes(bytes), d: encodeBase64(bytes) });
  };

  const start = (transfer: Transfer, i: number): void => {
    transfer.onTheWay.set(i, { sentAt: now(), tries: 1 });
    sendPart(transfer, i);
  };

  const chunksOnTheWay = (): number => {
    let count = 0;
    for (const { onTheWay } of open.values()) {
      for (const i of onTheWay.keys()) if (i > 0) count++;
    }
    return count;
  };

  const finish = (transfer: Transfer, error: Error | null): void => {
    open.delete(transfer.n);
    transfer.settle(error);
  };

  /** The other end numbers what it has seen from the lowest gap on, so that must not stay far behind. */
  const mayOpen = (): boolean => {
    const lowest = open.keys().next();
    const next = waiting[0]?.n ?? 0;
    return lowest.done === true || next - lowest.value < limits.maxOpenMessages;
  };

  const retryAfter = (tries: number): number =>
    Math.min(limits.maxRetryMs, limits.retryMs * 2 ** (tries - 1));

  return {
    get open() {
      return open.size + waiting.length;
    },
    get retries() {
      return retries;
    },
    send(message) {
      const bytes = message.blobs.reduce((sum, blob) => sum + blob.length, 0);
      if (message.body.length > limits.maxBodyChars || message.blobs.length > limits.maxBlobs) {
        throw bridgeTooLarge(message.body.length, limits.maxBodyChars);
      }
      if (bytes > limits.maxMessageBytes) throw bridgeTooLarge(bytes, limits.maxMessageBytes);
      const lengths = message.blobs.map((blob) => blob.length);
      let transfer: Transfer | null = null;
      const delivered = new Promise<void>((resolve, reject) => {
        transfer = {
          n: ++numbered,
          message,
          lengths,
          chunks: chunkCount(lengths, limits.chunkBytes),
          next: 1,
          acked: 0,
          headAcked: false,
          onTheWay: new Map(),
          settle: (error) => {
            if (error === null) resolve();
            else reject(error);
          },
        };
        waiting.push(transfer);
      });
      return {
        delivered,
        drop() {
          if (transfer === null) return;
          const { n, onTheWay, settle } = transfer;
          settle(abortError());
          const at = waiting.indexOf(transfer);
          // The message's number is used up, and the other end must not wait for it.
          if (at < 0 && !open.has(n)) return;
          if (at >= 0) waiting.splice(at, 1);
          onTheWay.clear();
          const dropped = { ...transfer, message: NOTHING, lengths: [], chunks: 0, onTheWay };
          open.set(n, dropped);
          start(dropped, DROPPED);
        },
      };
    },
    onAck(n, i) {
      const transfer = open.get(n);
      if (transfer === undefined || !transfer.onTheWay.delete(i)) return;
      if (i === DROPPED) {
        finish(transfer, abortError());
        return;
      }
      if (i === 0) transfer.headAcked = true;
      else transfer.acked++;
      if (transfer.headAcked && transfer.acked === transfer.chunks) finish(transfer, null);
    },
    onRefuse(n) {
      const transfer = open.get(n);
      if (transfer === undefined) return;
      const bytes = transfer.lengths.reduce((sum, length) => sum + length, 0);
      finish(transfer, bridgeTooLarge(bytes, limits.maxMessageBytes));
    },
    pump() {
      while (waiting.length > 0 && mayOpen()) {
        const transfer = waiting.shift();
        if (transfer === undefined) break;
        open.set(transfer.n, transfer);
        start(transfer, 0);
      }
      let room = limits.window - chunksOnTheWay();
      for (const transfer of open.values()) {
        while (room > 0 && transfer.headAcked && transfer.next <= transfer.chunks) {
          start(transfer, transfer.next++);
          room--;
        }
      }
      let due: number | null = null;
      for (const transfer of open.values()) {
        for (const [i, part] of transfer.onTheWay) {
          if (part.sentAt + retryAfter(part.tries) <= now()) {
            part.sentAt = now();
            part.tries++;
            retries++;
            sendPart(transfer, i);
          }
          const at = part.sentAt + retryAfter(part.tries);
          due = due === null ? at : Math.min(due, at);
        }
      }
      return due;
    },
    reset(error) {
      const all = [...open.values(), ...waiting.splice(0)];
      open.clear();
      numbered = 0;
      for (const transfer of all) transfer.settle(error);
    },
  };
}

const NOTHING: Message = { kind: 'abort', body: '', blobs: [] };
