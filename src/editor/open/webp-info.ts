import type { Size } from '../../core/geometry';
import { damagedFile } from './errors';
import { NO_EXIF, readExif, type Exif } from './exif';
import { startsAt } from './signature';
import { isTiff } from './tiff';
import { pictureOnly, readWebpChunks, type WebpChunk } from './webp-chunks';

export interface WebpInfo extends Size {
  readonly hasAlpha: boolean;
  readonly animated: boolean;
  readonly exif: Exif;
  readonly hasXmp: boolean;
  readonly iccProfile: Uint8Array | null;
  /** The picture alone, so that no decoder applies a profile or trips over other chunks. */
  readonly plain: Uint8Array<ArrayBuffer>;
  /** Parts that were left out, by the names of `droppedNotice`. */
  readonly dropped: readonly string[];
}

const FLAGS = { alpha: 0x10, animation: 0x02 } as const;
const EXIF = 'Exif\0\0';

interface Header extends Size {
  readonly hasAlpha: boolean;
  readonly animated: boolean;
}

/**
 * Takes a WebP file apart; what carries no pixels may be damaged.
 * @throws FileError
 */
export function readWebpInfo(bytes: Uint8Array, name: string): WebpInfo {
  const { chunks, dropped } = readWebpChunks(bytes, name);
  const header = readHeader(chunks, name);
  const bodies = (wanted: string): Uint8Array[] =>
    chunks.filter(({ type }) => type === wanted).map(({ body }) => body);
  // Some writers keep the mark that EXIF data have in a JPEG.
  const exif = bodies('EXIF').map((body) =>
    startsAt(body, 0, EXIF) ? body.subarray(EXIF.length) : body,
  );
  const usable = exif.find(isTiff);
  const kept = (header.hasAlpha ? FLAGS.alpha : 0) | (header.animated ? FLAGS.animation : 0);
  return {
    ...header,
    exif: usable === undefined ? NO_EXIF : readExif(usable),
    hasXmp: bodies('XMP ').length > 0,
    iccProfile: bodies('ICCP')[0]?.slice() ?? null,
    plain: pictureOnly(chunks, kept, header.animated),
    dropped: exif.every(isTiff) ? dropped : [...dropped, 'exif'],
  };
}

function readHeader(chunks: readonly WebpChunk[], name: string): Header {
  const bodyOf = (wanted: string): Uint8Array | undefined =>
    chunks.find(({ type }) => type === wanted)?.body;
  const extended = bodyOf('VP8X');
  const lossy = bodyOf('VP8 ');
  const lossless = bodyOf('VP8L');
  if (extended !== undefined) return extendedHeader(extended, name);
  if (lossy !== undefined) return lossyHeader(lossy, name);
  if (lossless !== undefined) return losslessHeader(lossless, name);
  throw damagedFile(name, 'the WebP file has no picture');
}

function extendedHeader(body: Uint8Array, name: string): Header {
  if (body.length < 10) throw damagedFile(name, 'the WebP header is too short');
  const flags = body[0] as number;
  const u24 = (at: number): number =>
    (body[at] as number) | ((body[at + 1] as number) << 8) | ((body[at + 2] as number) << 16);
  return {
    width: u24(4) + 1,
    height: u24(7) + 1,
    hasAlpha: (flags & FLAGS.alpha) !== 0,
    animated: (flags & FLAGS.animation) !== 0,
  };
}

function lossyHeader(body: Uint8Array, name: string): Header {
  if (body.length < 10 || !startsAt(body, 3, '\x9d\x01\x2a')) {
    throw damagedFile(name, 'the WebP frame header makes no sense');
  }
  const width = ((body[6] as number) | ((body[7] as number) << 8)) & 0x3fff;
  const height = ((body[8] as number) | ((body[9] as number) << 8)) & 0x3fff;
  if (width === 0 || height === 0) throw damagedFile(name, 'the picture has no pixels');
  return { width, height, hasAlpha: false, animated: false };
}

function losslessHeader(body: Uint8Array, name: string): Header {
  if (body.length < 5 || body[0] !== 0x2f) {
    throw damagedFile(name, 'the WebP frame header makes no sense');
  }
  const bits = new DataView(body.buffer, body.byteOffset).getUint32(1, true);
  return {
    width: (bits & 0x3fff) + 1,
    height: ((bits >>> 14) & 0x3fff) + 1,
    hasAlpha: ((bits >>> 28) & 1) === 1,
    animated: false,
  };
}
