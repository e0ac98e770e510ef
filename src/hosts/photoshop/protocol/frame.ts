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

/** Tells who is there, until the other end says `ready`. */
export interface HelloFrame {
  readonly k: 'hello';
  readonly s: string;
  /** `page` or `plugin`. */
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

/** A message, or its beginning where it has blobs: those follow in chunks. */
export interface HeadFrame {
  readonly k: MessageKind;
  readonly s: string;
  readonly t: string;
  readonly n: number;
  /** JSON text. */
  readonly b: string;
  /** Length of each blob. */
  readonly x: readonly number[];
}

/** Part `i` (from 1 on, through all blobs) of a message. */
export interface ChunkFrame {
  readonly k: 'chunk';
  readonly s: string;
  readonly t: string;
  readonly n: number;
  readonly i: number;
  /** CRC-32 of its bytes. */
  readonly e: number;
  /** Its bytes in base64. */
  readonly d: string;
}

/** Part `i` of a message has arrived: 0 is its head, -1 the word that it was given up. */
export interface AckFrame {
  readonly k: 'ack';
  readonly s: string;
  readonly t: string;
  readonly n: number;
  readonly i: number;
}

/** The sender gives message `n` up. */
export interface DropFrame {
  readonly k: 'drop';
  readonly s: string;
  readonly t: string;
  readonly n: number;
}

/** The receiver cannot take message `n`. */
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
