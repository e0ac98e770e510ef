import type { DocumentLimit } from '../../../core/document-limit';

/** Largest document that Photoshop allows. */
export const LARGEST_DOCUMENT: DocumentLimit = { maxSide: 300_000, maxArea: 300_000 ** 2 };

/** Sizes that one end accepts, and its timeouts. Bytes are counted before base64. */
export interface BridgeLimits {
  /** Bytes of one chunk; the same on both ends. */
  readonly chunkBytes: number;
  /** Most chunks that are sent without having been acknowledged. */
  readonly window: number;
  /** Longest text of a frame, characters; longer ones are ignored. */
  readonly maxFrameChars: number;
  /** Longest JSON text of one message, characters. */
  readonly maxBodyChars: number;
  /** Largest binary part of one message, bytes. */
  readonly maxMessageBytes: number;
  /** Binary parts of all incomplete messages together, bytes. */
  readonly maxOpenBytes: number;
  readonly maxBlobs: number;
  /** Most unfinished messages in one direction; further ones are queued. */
  readonly maxOpenMessages: number;
  readonly helloMs: number;
  /** Time until a frame is sent again, milliseconds; doubled each time, up to `maxRetryMs`. */
  readonly retryMs: number;
  readonly maxRetryMs: number;
  /** Silence after which the other end is probed, milliseconds. */
  readonly pingMs: number;
  /** Silence after which the other end counts as lost while an answer is due, milliseconds. */
  readonly silenceMs: number;
}

const MIB = 2 ** 20;

export const LIMITS: BridgeLimits = {
  chunkBytes: 768 * 1024,
  window: 4,
  maxFrameChars: 2 * MIB,
  maxBodyChars: 256 * 1024,
  maxMessageBytes: 256 * MIB,
  maxOpenBytes: 320 * MIB,
  maxBlobs: 8,
  maxOpenMessages: 64,
  helloMs: 250,
  retryMs: 1000,
  maxRetryMs: 8000,
  pingMs: 5000,
  silenceMs: 60_000,
};
