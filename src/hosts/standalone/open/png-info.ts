import type { Size } from '../../../core/geometry';
import { damagedFile, truncatedFile } from './errors';
import { exifOrientation, type Orientation } from './exif';
import { startsAt } from './signature';

export interface PngInfo extends Size {
  readonly depth: number;
  readonly interlaced: boolean;
  readonly animated: boolean;
  readonly orientation: Orientation;
  /** Says that its values are something else than sRGB without a profile: `cICP` or `gAMA`/`cHRM`. */
  readonly otherSpace: string | null;
}

const SRGB_CICP = '1,13,0,1';
/** 1 / 2.2 in hundred-thousandths, as files without a colour space of their own carry it. */
const USUAL_GAMMA = 45455;
const GAMMA_TOLERANCE = 1000;

/** Walks the chunks (PNG, third edition). Decodes nothing. */
export function readPngInfo(bytes: Uint8Array, name: string): PngInfo {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 33) throw truncatedFile(name);
  if (!startsAt(bytes, 12, 'IHDR')) throw damagedFile(name, 'the PNG header is missing');
  const width = view.getUint32(16);
  const height = view.getUint32(20);
  if (width === 0 || height === 0) throw damagedFile(name, 'the picture has no pixels');
  let orientation: Orientation = 1;
  let animated = false;
  let saysSrgb = false;
  let cicp: string | null = null;
  let gamma: number | null = null;
  for (let at = 8; ;) {
    if (at + 12 > bytes.length) throw truncatedFile(name);
    const length = view.getUint32(at);
    const body = bytes.subarray(at + 8, at + 8 + length);
    if (at + 12 + length > bytes.length) throw truncatedFile(name);
    if (startsAt(bytes, at + 4, 'IEND')) break;
    if (startsAt(bytes, at + 4, 'eXIf')) orientation = exifOrientation(body);
    if (startsAt(bytes, at + 4, 'acTL')) animated = true;
    if (startsAt(bytes, at + 4, 'sRGB') || startsAt(bytes, at + 4, 'iCCP')) saysSrgb = true;
    if (startsAt(bytes, at + 4, 'cICP')) cicp = body.join(',');
    if (startsAt(bytes, at + 4, 'gAMA') && length === 4) gamma = view.getUint32(at + 8);
    at += 12 + length;
  }
  const otherSpace = spaceName(saysSrgb, cicp, gamma);
  const depth = bytes[24] as number;
  return { width, height, depth, interlaced: bytes[28] === 1, animated, orientation, otherSpace };
}

/** The order in which the chunks count: cICP, then iCCP and sRGB, then gAMA. */
function spaceName(saysSrgb: boolean, cicp: string | null, gamma: number | null): string | null {
  if (cicp !== null) return cicp === SRGB_CICP ? null : `cICP ${cicp}`;
  if (saysSrgb || gamma === null) return null;
  return Math.abs(gamma - USUAL_GAMMA) <= GAMMA_TOLERANCE ? null : `gamma ${100000 / gamma}`;
}
