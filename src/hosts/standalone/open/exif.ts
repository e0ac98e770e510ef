import { startsAt } from './signature';

/** How the rows and columns of a picture lie, as EXIF counts them: 1 is upright. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

const ORIENTATION_TAG = 0x0112;
const SHORT = 3;

/** Whether EXIF data start as they must: with a TIFF header. */
export function isTiff(exif: Uint8Array): boolean {
  return exif.length >= 8 && (startsAt(exif, 0, 'II*\0') || startsAt(exif, 0, 'MM\0*'));
}

/** Reads a TIFF header and its first directory; 1 for anything that makes no sense. */
export function exifOrientation(exif: Uint8Array): Orientation {
  if (!isTiff(exif)) return 1;
  const view = new DataView(exif.buffer, exif.byteOffset, exif.byteLength);
  const little = exif[0] === 0x49;
  const directory = view.getUint32(4, little);
  if (directory + 2 > exif.length) return 1;
  const entries = view.getUint16(directory, little);
  for (let i = 0; i < entries; i++) {
    const at = directory + 2 + i * 12;
    if (at + 12 > exif.length) return 1;
    if (view.getUint16(at, little) !== ORIENTATION_TAG) continue;
    const value = view.getUint16(at + 8, little);
    const valid = view.getUint16(at + 2, little) === SHORT && value >= 1 && value <= 8;
    return valid ? (value as Orientation) : 1;
  }
  return 1;
}
