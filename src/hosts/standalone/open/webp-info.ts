import type { Size } from '../../../core/geometry';
import { damagedFile, truncatedFile } from './errors';
import { NO_EXIF, readExif, type Exif } from './exif';
import { startsAt } from './signature';

export interface WebpInfo extends Size {
  readonly hasAlpha: boolean;
  readonly animated: boolean;
  readonly exif: Exif;
  readonly hasXmp: boolean;
  readonly iccProfile: Uint8Array | null;
  /** The file without profile and EXIF, so that no decoder applies them. */
  readonly plain: Uint8Array<ArrayBuffer>;
}

const FLAGS = { icc: 0x20, alpha: 0x10, exif: 0x08, animation: 0x02 } as const;
/** Readers skip chunks that they do not know. */
const UNKNOWN_CHUNK = new TextEncoder().encode('skip');

interface Header extends Size {
  readonly hasAlpha: boolean;
  readonly animated: boolean;
}

/** RFC 9649. */
export function readWebpInfo(bytes: Uint8Array, name: string): WebpInfo {
  if (bytes.length < 16) throw truncatedFile(name);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = 8 + view.getUint32(4, true);
  if (end > bytes.length) throw truncatedFile(name);
  const plain = new Uint8Array(bytes);
  let header: Header | null = null;
  let exif = NO_EXIF;
  let hasXmp = false;
  let iccProfile: Uint8Array | null = null;
  for (let at = 12; at + 8 <= end;) {
    const length = view.getUint32(at + 4, true);
    const body = bytes.subarray(at + 8, at + 8 + length);
    if (at + 8 + length > end) throw truncatedFile(name);
    if (startsAt(bytes, at, 'VP8X')) {
      header = extendedHeader(body, name);
      plain[at + 8] = (body[0] as number) & ~(FLAGS.icc | FLAGS.exif);
    } else if (startsAt(bytes, at, 'VP8 ')) header ??= lossyHeader(body, name);
    else if (startsAt(bytes, at, 'VP8L')) header ??= losslessHeader(body, name);
    else if (startsAt(bytes, at, 'ICCP')) {
      iccProfile = body.slice();
      plain.set(UNKNOWN_CHUNK, at);
    } else if (startsAt(bytes, at, 'EXIF')) {
      exif = readExif(startsAt(body, 0, 'Exif\0\0') ? body.subarray(6) : body);
      plain.set(UNKNOWN_CHUNK, at);
    } else if (startsAt(bytes, at, 'XMP ')) hasXmp = true;
    at += 8 + length + (length % 2);
  }
  if (header === null) throw damagedFile(name, 'the WebP file has no picture');
  return { ...header, exif, hasXmp, iccProfile, plain };
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
