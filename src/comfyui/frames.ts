/** A binary message of the server's socket. Views into it. */
export type ServerFrame =
  | {
      readonly kind: 'preview';
      readonly format: 'jpeg' | 'png';
      readonly bytes: Uint8Array;
      /** null: the frame does not tell whose it is. */
      readonly promptId: string | null;
    }
  | { readonly kind: 'unknown'; readonly event: number }
  | { readonly kind: 'malformed'; readonly reason: string };

const EVENTS = { preview: 1, previewWithMetadata: 4 } as const;
const FORMATS: Readonly<Record<number, 'jpeg' | 'png'>> = { 1: 'jpeg', 2: 'png' };
const TYPES: Readonly<Record<string, 'jpeg' | 'png'>> = {
  'image/jpeg': 'jpeg',
  'image/png': 'png',
};
const WORD = 4;
const MAX_METADATA = 64 * 1024;

/** Reads a frame; never throws and copies nothing. */
export function readFrame(bytes: Uint8Array): ServerFrame {
  if (bytes.byteLength < 2 * WORD) return { kind: 'malformed', reason: 'too short' };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const event = view.getUint32(0);
  const second = view.getUint32(WORD);
  const rest = bytes.subarray(2 * WORD);
  if (event === EVENTS.preview) {
    const format = FORMATS[second];
    if (format === undefined) return { kind: 'malformed', reason: 'format' };
    return { kind: 'preview', format, bytes: rest, promptId: null };
  }
  if (event === EVENTS.previewWithMetadata) return withMetadata(rest, second);
  return { kind: 'unknown', event };
}

function withMetadata(rest: Uint8Array, length: number): ServerFrame {
  if (length > rest.byteLength || length > MAX_METADATA) {
    return { kind: 'malformed', reason: 'metadata too long' };
  }
  let told: unknown;
  try {
    told = JSON.parse(new TextDecoder().decode(rest.subarray(0, length)));
  } catch {
    return { kind: 'malformed', reason: 'metadata' };
  }
  const { prompt_id: promptId, image_type: type } = (told ?? {}) as {
    readonly prompt_id?: unknown;
    readonly image_type?: unknown;
  };
  const format = typeof type === 'string' && Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
  if (format === undefined) return { kind: 'malformed', reason: 'format' };
  if (typeof promptId !== 'string') return { kind: 'malformed', reason: 'prompt' };
  return { kind: 'preview', format, bytes: rest.subarray(length), promptId };
}
