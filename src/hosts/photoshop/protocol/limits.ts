/** What one end accepts, and how it waits. Bytes are raw ones, before base64. */
export interface BridgeLimits {
  /** Raw bytes of one chunk; both ends have the same. */
  readonly chunkBytes: number;
  /** Chunks on the way without an acknowledgement. */
  readonly window: number;
  /** Text of one frame that is looked at, in characters. */
  readonly maxFrameChars: number;
  /** JSON text of one message. */
  readonly maxBodyChars: number;
  /** Binary part of one message. */
  readonly maxMessageBytes: number;
  /** Binary parts of all messages that are not complete yet. */
  readonly maxOpenBytes: number;
  readonly maxBlobs: number;
  /** Messages on the way in one direction; more wait for their turn. */
  readonly maxOpenMessages: number;
  readonly helloMs: number;
  /** Until a frame is sent again, doubled each time up to `maxRetryMs`. */
  readonly retryMs: number;
  readonly maxRetryMs: number;
  /** Silence after which the other end is asked whether it is there. */
  readonly pingMs: number;
  /** Silence after which the other end counts as gone, while something is owed. */
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
