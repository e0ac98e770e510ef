import type { Size } from '../../../core/geometry';
import { damagedFile, truncatedFile, unsupportedFile } from './errors';
import {
  isExifSegment,
  readJpegMetadata,
  type JpegMetadata,
  type JpegSegment,
} from './jpeg-metadata';
import { startsAt } from './signature';

export interface JpegInfo extends Size {
  readonly metadata: JpegMetadata;
  /** 1 grey, 3 colour, 4 CMYK. */
  readonly components: number;
  readonly iccProfile: Uint8Array | null;
  /** The file without profile and EXIF, so that no decoder applies them. */
  readonly plain: Uint8Array<ArrayBuffer>;
}

const ICC = 'ICC_PROFILE\0';
const APP2 = 0xe2;
const START_OF_SCAN = 0xda;
/** Frame headers are C0 to CF but for these three. */
const NOT_FRAMES = [0xc4, 0xc8, 0xcc];

/** Reads the segments before the first scan. ITU-T T.81 annex B. */
export function readJpegInfo(bytes: Uint8Array, name: string): JpegInfo {
  let frame: { width: number; height: number; components: number } | null = null;
  const segments: JpegSegment[] = [];
  const profile = new Map<number, Uint8Array>();
  const kept: Uint8Array[] = [bytes.subarray(0, 2)];
  let at = 2;
  for (;;) {
    if (at + 4 > bytes.length) throw truncatedFile(name);
    if (bytes[at] !== 0xff) throw damagedFile(name, 'a JPEG segment does not start with a marker');
    const marker = bytes[at + 1] as number;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const length = ((bytes[at + 2] as number) << 8) | (bytes[at + 3] as number);
    if (length < 2) throw damagedFile(name, 'a JPEG segment has no length');
    const end = at + 2 + length;
    if (end > bytes.length) throw truncatedFile(name);
    const body = bytes.subarray(at + 4, end);
    segments.push({ marker, body });
    const isIcc = marker === APP2 && startsAt(body, 0, ICC);
    if (isIcc) profile.set(body[ICC.length] ?? 0, body.subarray(ICC.length + 2));
    else if (!isExifSegment({ marker, body })) kept.push(bytes.subarray(at, end));
    if (marker >= 0xc0 && marker <= 0xcf && !NOT_FRAMES.includes(marker)) {
      if (body.length < 6) throw damagedFile(name, 'the JPEG frame header is too short');
      if (body[0] !== 8)
        throw unsupportedFile(name, `JPEG with ${body[0] as number} bits a sample`);
      const height = ((body[1] as number) << 8) | (body[2] as number);
      const width = ((body[3] as number) << 8) | (body[4] as number);
      frame = { width, height, components: body[5] as number };
    }
    at = end;
    if (marker === START_OF_SCAN) break;
  }
  if (frame === null) throw damagedFile(name, 'the JPEG frame header is missing');
  if (frame.width === 0 || frame.height === 0) throw damagedFile(name, 'the picture has no pixels');
  if (!hasEnd(bytes, at)) throw truncatedFile(name);
  kept.push(bytes.subarray(at));
  const metadata = readJpegMetadata(segments);
  return { ...frame, metadata, iccProfile: joinedInOrder(profile), plain: joined(kept) };
}

/** Decoders fill up what is missing with grey; the end marker tells. */
function hasEnd(bytes: Uint8Array, from: number): boolean {
  for (let i = bytes.length - 2; i >= from; i--) {
    if (bytes[i] === 0xff && bytes[i + 1] === 0xd9) return true;
  }
  return false;
}

function joinedInOrder(parts: ReadonlyMap<number, Uint8Array>): Uint8Array | null {
  if (parts.size === 0) return null;
  return joined([...parts].sort(([a], [b]) => a - b).map(([, part]) => part));
}

export function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
