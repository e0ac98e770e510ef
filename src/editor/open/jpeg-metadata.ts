import { firstTelling, saneResolution, type Metadata, type Resolution } from '../document/metadata';
import { NO_EXIF, readExif, type Exif } from './exif';
import { exifLeftOut, type LeftOut } from './left-out';
import type { JpegSegment } from './jpeg-segments';
import { startsAt } from './signature';
import { isTiff } from './tiff';

/** Metadata of a JPEG, its colour profile aside. */
export interface JpegMetadata extends Metadata {
  readonly exif: Exif;
  readonly leftOut: readonly LeftOut[];
}

const EXIF = 'Exif\0\0';
const APP0 = 0xe0;
const APP1 = 0xe1;
const APP13 = 0xed;
const COMMENT = 0xfe;
/** Units of a JFIF density; 0 is a shape of pixels without a size. */
const PER_INCH: Readonly<Record<number, number>> = { 1: 1, 2: 2.54 };
/** 8BIM resource 1028, as Photoshop wraps IPTC texts. */
const IPTC_RESOURCE = '8BIM\x04\x04';

export function isExifSegment({ marker, body }: JpegSegment): boolean {
  return marker === APP1 && startsAt(body, 0, EXIF);
}

/** The TIFF files inside the EXIF segments, if that is what they are. */
export function exifBlocks(segments: readonly JpegSegment[]): readonly Uint8Array[] {
  return segments.filter(isExifSegment).map(({ body }) => body.subarray(EXIF.length));
}

/** `segments`: those before the first scan. Of several EXIF blocks the first usable one counts. */
export function readJpegMetadata(segments: readonly JpegSegment[]): JpegMetadata {
  const block = exifBlocks(segments).find(isTiff);
  const exif = block === undefined ? NO_EXIF : readExif(block);
  const density = segments.map(jfifResolution).find((resolution) => resolution !== null) ?? null;
  return {
    exif,
    resolution: firstTelling(density, exif.resolution),
    texts: exif.texts,
    leftOut: [...exifLeftOut(exif), ...segments.flatMap(otherMetadata)],
  };
}

function jfifResolution({ marker, body }: JpegSegment): Resolution | null {
  if (marker !== APP0 || !startsAt(body, 0, 'JFIF\0') || body.length < 12) return null;
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  const perInch = PER_INCH[view.getUint8(7)];
  if (perInch === undefined) return null;
  return saneResolution(view.getUint16(8) * perInch, view.getUint16(10) * perInch);
}

function otherMetadata({ marker, body }: JpegSegment): readonly LeftOut[] {
  if (marker === COMMENT) return body.length > 0 ? ['texts'] : [];
  if (marker === APP1 && startsAt(body, 0, 'http://ns.adobe.com/x')) return ['xmp'];
  if (marker === APP13 && startsAt(body, 0, 'Photoshop 3.0\0')) {
    return includes(body, IPTC_RESOURCE) ? ['iptc'] : [];
  }
  return [];
}

function includes(bytes: Uint8Array, wanted: string): boolean {
  for (let at = 0; at + wanted.length <= bytes.length; at++) {
    if (startsAt(bytes, at, wanted)) return true;
  }
  return false;
}
