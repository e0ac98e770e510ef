import { joined } from '../../pixels/joined';
import { damagedFile, truncatedFile } from './errors';
import { startsAt } from './signature';

export interface WebpChunk {
  readonly type: string;
  readonly body: Uint8Array;
}

export interface WebpChunks {
  readonly chunks: readonly WebpChunk[];
  /** Parts that were left out, by the names of `droppedNotice`. */
  readonly dropped: readonly string[];
}

const RIFF_BYTES = 12;
const HEAD_BYTES = 8;
const EXTENDED = 'VP8X';
const ANIMATION = ['ANIM', 'ANMF'];
const STILL = ['ALPH', 'VP8 ', 'VP8L'];
const PICTURE: ReadonlySet<string> = new Set([EXTENDED, ...ANIMATION, ...STILL]);
const KNOWN = [...PICTURE, 'ICCP', 'EXIF', 'XMP '];
/** Most chunks that are read; animations have one for each frame. */
const MAX_CHUNKS = 100_000;

/**
 * The chunks of a WebP file (RFC 9649).
 * @throws FileError where the file ends before its picture does
 */
export function readWebpChunks(bytes: Uint8Array, name: string): WebpChunks {
  if (bytes.length < RIFF_BYTES + 4) throw truncatedFile(name);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const riffEnd = 8 + view.getUint32(4, true);
  if (riffEnd > bytes.length) throw truncatedFile(name);
  const chunks: WebpChunk[] = [];
  const dropped = new Set<string>();
  let at = RIFF_BYTES;
  while (at + HEAD_BYTES <= riffEnd) {
    const type = String.fromCharCode(...bytes.subarray(at, at + 4));
    const end = at + HEAD_BYTES + view.getUint32(at + 4, true);
    // The file's own length counts the picture short, or is it no picture at all that ends too late?
    if (end > riffEnd && (end > bytes.length || !PICTURE.has(type))) {
      if (PICTURE.has(type)) throw truncatedFile(name);
      dropped.add(type);
      break;
    }
    chunks.push({ type, body: bytes.subarray(at + HEAD_BYTES, end) });
    if (chunks.length > MAX_CHUNKS) throw damagedFile(name, 'a WebP file with endless parts');
    const padded = end + ((end - at) % 2);
    const unpadded = padded !== end && isKnownAt(bytes, end) && !isKnownAt(bytes, padded);
    at = unpadded ? end : padded;
    if (unpadded || end > riffEnd) dropped.add('stray-bytes');
  }
  if (Math.max(riffEnd, at) < bytes.length) dropped.add('trailing');
  return { chunks, dropped: [...dropped] };
}

function isKnownAt(bytes: Uint8Array, at: number): boolean {
  return KNOWN.some((type) => startsAt(bytes, at, type));
}

/** A file of the picture's own chunks alone; `flags` are those of its extended header. */
export function pictureOnly(
  chunks: readonly WebpChunk[],
  flags: number,
  animated: boolean,
): Uint8Array<ArrayBuffer> {
  const first = (type: string): readonly WebpChunk[] =>
    chunks.filter((chunk) => chunk.type === type).slice(0, 1);
  const header = first(EXTENDED).map(({ type, body }) => ({
    type,
    body: Uint8Array.of(flags, ...body.subarray(1)),
  }));
  const [lossy = []] = [first('VP8 '), first('VP8L')].filter((found) => found.length > 0);
  const still = header.length === 0 ? lossy : [...first('ALPH'), ...lossy];
  const moving = chunks.filter(({ type }) => ANIMATION.includes(type));
  const parts = [...header, ...(animated ? moving : still)].map(chunkBytes);
  const size = parts.reduce((sum, part) => sum + part.length, 0);
  const riff = new Uint8Array(RIFF_BYTES);
  riff.set(new TextEncoder().encode('RIFF....WEBP'));
  new DataView(riff.buffer).setUint32(4, size + 4, true);
  return joined([riff, ...parts]);
}

function chunkBytes({ type, body }: WebpChunk): Uint8Array {
  const out = new Uint8Array(HEAD_BYTES + body.length + (body.length % 2));
  out.set(new TextEncoder().encode(type));
  new DataView(out.buffer).setUint32(4, body.length, true);
  out.set(body, HEAD_BYTES);
  return out;
}
