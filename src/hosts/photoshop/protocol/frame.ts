import { crcOfText } from '../../../pixels/crc32';

/**
 * What the two ends send each other: the text of one flat JSON object
 * `{"p":"supir","v":1,"k":…,…,"c":…}`, where `c` is the CRC-32 of the same text without it (and
 * without the bytes of a chunk).
 *
 * `s` is the sender's session and `t` the session it talks to; a page that was loaded again has
 * another one. `n` numbers the messages of one session from 1 on.
 */
export const PROTOCOL = 'supir';
export const VERSION = 1;

export type MessageKind = 'req' | 'res' | 'evt' | 'abort';

/** Announces this end, repeated until the other end answers `ready`. */
export interface HelloFrame {
  readonly k: 'hello';
  readonly s: string;
  /** Role of the sender: `page` or `plugin`. */
  readonly role: string;
  readonly caps: readonly string[];
}

/** Answers a hello. */
export interface ReadyFrame {
  readonly k: 'ready';
  readonly s: string;
  readonly t: string;
  readonly role: string;
  readonly caps: readonly string[];
}

export interface ByeFrame {
  readonly k: 'bye';
  readonly s: string;
  readonly t: string;
}

/** A message's head; its blobs, if it has any, follow in chunks. */
export interface HeadFrame {
  readonly k: MessageKind;
  readonly s: string;
  readonly t: string;
  readonly n: number;
  /** The message's JSON text. */
  readonly b: string;
  /** Length of each blob, bytes. */
  readonly x: readonly number[];
}

/** Chunk `i` of a message, counted from 1 through all blobs. */
export interface ChunkFrame {
  readonly k: 'chunk';
  readonly s: string;
  readonly t: string;
  readonly n: number;
  readonly i: number;
  /** CRC-32 of the chunk's bytes. */
  readonly e: number;
  /** The chunk's bytes in base64. */
  readonly d: string;
}

/** Acknowledges part `i` of a message: 0 is its head, −1 the sender's notice that it was dropped. */
export interface AckFrame {
  readonly k: 'ack';
  readonly s: string;
  readonly t: string;
  readonly n: number;
  readonly i: number;
}

/** The sender drops message `n`. */
export interface DropFrame {
  readonly k: 'drop';
  readonly s: string;
  readonly t: string;
  readonly n: number;
}

/** The receiver refuses message `n`. */
export interface RefuseFrame {
  readonly k: 'refuse';
  readonly s: string;
  readonly t: string;
  readonly n: number;
  readonly why: RefusalCode;
}

export type RefusalCode = 'too-large' | 'busy';

export type Frame =
  HelloFrame | ReadyFrame | ByeFrame | HeadFrame | ChunkFrame | AckFrame | DropFrame | RefuseFrame;

export function encodeFrame(frame: Frame): string {
  const signed = { p: PROTOCOL, v: VERSION, ...frame };
  return JSON.stringify({ ...signed, c: checksum(signed) });
}

/** Checksum of the frame's text without `c`; the bytes of a chunk have a checksum of their own. */
export function checksum(fields: object): number {
  return crcOfText(JSON.stringify('d' in fields ? { ...fields, d: '' } : fields));
}
