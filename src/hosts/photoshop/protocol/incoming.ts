import { decodeBase64 } from './base64';
import { crcOfBytes } from '../../../pixels/crc32';
import type { ChunkFrame, DropFrame, HeadFrame, RefusalCode } from './frame';
import type { BridgeLimits } from './limits';
import { chunkCount, chunkPlace, type Message } from './message';

interface Assembly {
  readonly head: HeadFrame;
  readonly lengths: readonly number[];
  readonly blobs: readonly Uint8Array[];
  readonly chunks: number;
  readonly bytes: number;
  readonly got: Set<number>;
}

export interface Incoming {
  /** Handlers of incoming frames; false for an invalid frame, which is then not acknowledged. */
  onHead(head: HeadFrame): boolean;
  onChunk(chunk: ChunkFrame): boolean;
  onDrop(drop: DropFrame): boolean;
  /** Forgets all messages; numbers start at 1 again. */
  reset(): void;
  /** Bytes allocated for incomplete messages. */
  readonly openBytes: number;
  readonly openMessages: number;
}

export interface IncomingEvents {
  readonly ack: (n: number, i: number) => void;
  readonly refuse: (n: number, why: RefusalCode) => void;
  readonly onMessage: (message: Message) => void;
}

/** Assembles messages from frames, which may arrive in any order and repeatedly. */
export function createIncoming(
  limits: BridgeLimits,
  { ack, refuse, onMessage }: IncomingEvents,
): Incoming {
  const open = new Map<number, Assembly>();
  /** All messages up to this number are finished; `done` holds finished ones above it. */
  let floor = 0;
  const done = new Set<number>();
  let openBytes = 0;

  /** Refused messages, so that a lost refusal can be repeated. */
  const refused = new Map<number, RefusalCode>();

  const isDone = (n: number): boolean => n <= floor || done.has(n);

  /** Answers a frame of a finished message, whose acknowledgement the sender has not received. */
  const tellAgain = (n: number, i: number): void => {
    const why = refused.get(n);
    if (why === undefined) ack(n, i);
    else refuse(n, why);
  };

  const turnDown = (n: number, why: RefusalCode): void => {
    finish(n);
    refused.set(n, why);
    const oldest = refused.keys().next();
    if (refused.size > limits.maxOpenMessages && oldest.done !== true) refused.delete(oldest.value);
    refuse(n, why);
  };

  const finish = (n: number): void => {
    openBytes -= open.get(n)?.bytes ?? 0;
    open.delete(n);
    done.add(n);
    while (done.delete(floor + 1)) floor++;
  };

  /** Highest message number that the sender can have reached; higher ones are not its own. */
  const isNear = (n: number): boolean => n <= floor + 2 * limits.maxOpenMessages;

  const complete = ({ head, blobs }: Assembly): void => {
    finish(head.n);
    onMessage({ kind: head.k, body: head.b, blobs });
  };

  const begin = (head: HeadFrame): void => {
    const lengths = head.x;
    const bytes = lengths.reduce((sum, length) => sum + length, 0);
    if (bytes > limits.maxMessageBytes || openBytes + bytes > limits.maxOpenBytes) {
      turnDown(head.n, bytes > limits.maxMessageBytes ? 'too-large' : 'busy');
      return;
    }
    const chunks = chunkCount(lengths, limits.chunkBytes);
    const blobs = lengths.map((length) => new Uint8Array(length));
    const partial = { head, lengths, blobs, chunks, bytes, got: new Set<number>() };
    open.set(head.n, partial);
    openBytes += bytes;
    ack(head.n, 0);
    if (chunks === 0) complete(partial);
  };

  return {
    get openBytes() {
      return openBytes;
    },
    get openMessages() {
      return open.size;
    },
    onHead(head) {
      if (isDone(head.n) || open.has(head.n)) {
        tellAgain(head.n, 0);
        return true;
      }
      if (!isNear(head.n)) return false;
      begin(head);
      return true;
    },
    onChunk({ n, i, e, d }) {
      if (isDone(n)) {
        tellAgain(n, i);
        return true;
      }
      const partial = open.get(n);
      if (partial === undefined) return false;
      if (partial.got.has(i)) {
        ack(n, i);
        return true;
      }
      const place = chunkPlace(partial.lengths, limits.chunkBytes, i);
      const blob = place && partial.blobs[place.blob];
      if (place === null || !blob) return false;
      const bytes = blob.subarray(place.start, place.end);
      if (!decodeBase64(d, bytes) || crcOfBytes(bytes) !== e) return false;
      partial.got.add(i);
      ack(n, i);
      if (partial.got.size === partial.chunks) complete(partial);
      return true;
    },
    onDrop({ n }) {
      if (!isDone(n)) {
        if (!isNear(n)) return false;
        finish(n);
      }
      ack(n, -1);
      return true;
    },
    reset() {
      open.clear();
      done.clear();
      refused.clear();
      floor = 0;
      openBytes = 0;
    },
  };
}
