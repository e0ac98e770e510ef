import { crcOfBytes } from '../../../pixels/crc32';
import { decodeBase64 } from './base64';
import { dropOldest } from './drop-oldest';
import type { ChunkFrame, DropFrame, HeadFrame, RefusalCode } from './frame';
import type { BridgeLimits } from './limits';
import { chunkCount, chunkPlace, type Message } from './message';

interface Assembly {
  readonly head: HeadFrame;
  readonly blobs: readonly Uint8Array[];
  readonly chunks: number;
  readonly bytes: number;
  readonly got: Set<number>;
}

export interface IncomingEvents {
  readonly ack: (n: number, i: number) => void;
  readonly refuse: (n: number, why: RefusalCode) => void;
  readonly onMessage: (message: Message) => void;
}

/**
 * Assembles messages from frames, which may arrive in any order and repeatedly. `onHead`, `onChunk`
 * and `onDrop` return false for an invalid frame, which is then not acknowledged.
 */
export class Incoming {
  /** Bytes allocated for incomplete messages. */
  openBytes = 0;
  private readonly open = new Map<number, Assembly>();
  /** All messages up to this number are finished; `done` holds finished ones above it. */
  private floor = 0;
  private readonly done = new Set<number>();
  /** Refused messages, so that a lost refusal can be repeated. */
  private readonly refused = new Map<number, RefusalCode>();

  constructor(
    private readonly limits: BridgeLimits,
    private readonly events: IncomingEvents,
  ) {}

  get openMessages(): number {
    return this.open.size;
  }

  onHead(head: HeadFrame): boolean {
    if (this.isDone(head.n) || this.open.has(head.n)) this.tellAgain(head.n, 0);
    else if (this.isNear(head.n)) this.begin(head);
    else return false;
    return true;
  }

  onChunk({ n, i, e, d }: ChunkFrame): boolean {
    if (this.isDone(n)) {
      this.tellAgain(n, i);
      return true;
    }
    const assembly = this.open.get(n);
    if (assembly === undefined) return false;
    if (assembly.got.has(i)) {
      this.events.ack(n, i);
      return true;
    }
    const place = chunkPlace(assembly.head.x, this.limits.chunkBytes, i);
    const bytes = place && assembly.blobs[place.blob]?.subarray(place.start, place.end);
    if (!bytes || !decodeBase64(d, bytes) || crcOfBytes(bytes) !== e) return false;
    assembly.got.add(i);
    this.events.ack(n, i);
    if (assembly.got.size === assembly.chunks) this.complete(assembly);
    return true;
  }

  onDrop({ n }: DropFrame): boolean {
    if (!this.isDone(n)) {
      if (!this.isNear(n)) return false;
      this.finish(n);
    }
    this.events.ack(n, -1);
    return true;
  }

  /** Forgets all messages; numbers start at 1 again. */
  reset(): void {
    this.open.clear();
    this.done.clear();
    this.refused.clear();
    this.floor = 0;
    this.openBytes = 0;
  }

  private isDone(n: number): boolean {
    return n <= this.floor || this.done.has(n);
  }

  /** Whether the sender can have reached this message number; higher ones are not its own. */
  private isNear(n: number): boolean {
    return n <= this.floor + 2 * this.limits.maxOpenMessages;
  }

  /** Answers a frame of a finished message, whose acknowledgement the sender has not received. */
  private tellAgain(n: number, i: number): void {
    const why = this.refused.get(n);
    if (why === undefined) this.events.ack(n, i);
    else this.events.refuse(n, why);
  }

  private begin(head: HeadFrame): void {
    const { chunkBytes, maxMessageBytes, maxOpenBytes } = this.limits;
    const bytes = head.x.reduce((sum, length) => sum + length, 0);
    if (bytes > maxMessageBytes || this.openBytes + bytes > maxOpenBytes) {
      this.refuse(head.n, bytes > maxMessageBytes ? 'too-large' : 'busy');
      return;
    }
    const chunks = chunkCount(head.x, chunkBytes);
    const blobs = head.x.map((length) => new Uint8Array(length));
    const assembly = { head, blobs, chunks, bytes, got: new Set<number>() };
    this.open.set(head.n, assembly);
    this.openBytes += bytes;
    this.events.ack(head.n, 0);
    if (chunks === 0) this.complete(assembly);
  }

  private refuse(n: number, why: RefusalCode): void {
    this.finish(n);
    this.refused.set(n, why);
    dropOldest(this.refused, this.limits.maxOpenMessages);
    this.events.refuse(n, why);
  }

  private complete({ head, blobs }: Assembly): void {
    this.finish(head.n);
    this.events.onMessage({ kind: head.k, body: head.b, blobs });
  }

  private finish(n: number): void {
    this.openBytes -= this.open.get(n)?.bytes ?? 0;
    this.open.delete(n);
    this.done.add(n);
    while (this.done.delete(this.floor + 1)) this.floor++;
  }
}
