import {
  NO_TEXTS,
  saneResolution,
  saneText,
  type PictureTexts,
  type Resolution,
} from '../document/metadata';
import { decodeText } from './decode-text';
import { bytesIn, numberIn, readTiff, type TiffDirectory, type TiffField } from './tiff';

/** How the rows and columns of a picture lie, as EXIF counts them: 1 is upright. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** Fields of an EXIF block (CIPA DC-008) that are used here. */
export interface Exif {
  readonly orientation: Orientation;
  readonly resolution: Resolution | null;
  /** Indicated by the interoperability index R03, or by the value that some cameras use for it. */
  readonly adobeRgb: boolean;
  readonly texts: PictureTexts;
  readonly hasPosition: boolean;
  /** Whether there is more: the camera, its settings, the time, a text that is far too long … */
  readonly hasMore: boolean;
}

export const NO_EXIF: Exif = {
  orientation: 1,
  resolution: null,
  adobeRgb: false,
  texts: NO_TEXTS,
  hasPosition: false,
  hasMore: false,
};

const TAG = {
  description: 0x010e,
  orientation: 0x0112,
  xResolution: 0x011a,
  yResolution: 0x011b,
  resolutionUnit: 0x0128,
  author: 0x013b,
  copyright: 0x8298,
  exif: 0x8769,
  gps: 0x8825,
  version: 0x9000,
  components: 0x9101,
  flashpix: 0xa000,
  colorSpace: 0xa001,
  width: 0xa002,
  height: 0xa003,
  interoperability: 0xa005,
} as const;
const INTEROPERABILITY_INDEX = 1;
const GPS_VERSION = 0;
const SHORT = 3;
/** ASCII, and UTF-8 since EXIF 3.0. Most writers put UTF-8 into both. */
const TEXT_TYPES = [2, 129];
/** Units of the resolution; 1 is none, which leaves the shape of a pixel only. */
const UNIT = { inch: 2, centimetre: 3 } as const;
const COLOR_SPACE = { srgb: 1, adobeRgb: 2 } as const;

/** Fields that are carried on, or that say nothing about what is in the picture. */
const ACCOUNTED_FOR: ReadonlySet<number> = new Set([
  ...Object.values(TAG),
  // Width, height, kind of pixels, place of the chroma samples.
  ...[0x0100, 0x0101, 0x0102, 0x0103, 0x0106, 0x0115, 0x011c, 0x0213],
]);

/** Reads a TIFF header and its directories; entries that make no sense are ignored. */
export function readExif(bytes: Uint8Array): Exif {
  const tiff = readTiff(bytes);
  if (tiff === null) return NO_EXIF;
  const { first } = tiff;
  const details = tiff.directoryAt(first.get(TAG.exif));
  const interoperability = tiff.directoryAt(details.get(TAG.interoperability));
  const position = tiff.directoryAt(first.get(TAG.gps));
  const unknown = (tag: number): boolean => !ACCOUNTED_FOR.has(tag);
  const texts = {
    description: textIn(first.get(TAG.description)),
    author: textIn(first.get(TAG.author)),
    copyright: copyrightIn(first.get(TAG.copyright)),
  };
  const lost = (['description', 'author', 'copyright'] as const).some(
    (name) => texts[name] === null && !isBlank(first.get(TAG[name])),
  );
  return {
    orientation: orientationIn(first.get(TAG.orientation)),
    resolution: resolutionIn(first),
    adobeRgb: saysAdobeRgb(details, interoperability),
    texts,
    hasPosition: [...position.keys()].some((tag) => tag !== GPS_VERSION),
    hasMore: lost || [...first.keys(), ...details.keys()].some(unknown),
  };
}

function orientationIn(field: TiffField | undefined): Orientation {
  const value = numberIn(field);
  const valid = field?.type === SHORT && value !== null && value >= 1 && value <= 8;
  return valid ? (value as Orientation) : 1;
}

function resolutionIn(first: TiffDirectory): Resolution | null {
  const x = numberIn(first.get(TAG.xResolution));
  const y = numberIn(first.get(TAG.yResolution)) ?? x;
  const unit = numberIn(first.get(TAG.resolutionUnit)) ?? UNIT.inch;
  if (x === null || y === null) return null;
  if (unit === UNIT.inch) return saneResolution(x, y);
  return unit === UNIT.centimetre ? saneResolution(x * 2.54, y * 2.54) : null;
}

/** DCF 2.0: an Adobe RGB file has the index R03 and says of its space that it is not sRGB. */
function saysAdobeRgb(details: TiffDirectory, interoperability: TiffDirectory): boolean {
  const space = numberIn(details.get(TAG.colorSpace));
  if (space === COLOR_SPACE.srgb) return false;
  if (space === COLOR_SPACE.adobeRgb) return true;
  return textIn(interoperability.get(INTEROPERABILITY_INDEX)) === 'R03';
}

/** Texts of a field: NUL ends one; in a copyright it parts photographer's and editor's. */
function textsIn(field: TiffField | undefined): readonly string[] {
  if (field === undefined || !TEXT_TYPES.includes(field.type)) return [];
  return decodeText(bytesIn(field)).split('\0');
}

function isBlank(field: TiffField | undefined): boolean {
  return textsIn(field).every((text) => text.trim() === '');
}

function textIn(field: TiffField | undefined): string | null {
  return saneText(textsIn(field)[0] ?? '');
}

function copyrightIn(field: TiffField | undefined): string | null {
  const owners = textsIn(field).map(saneText);
  return saneText(owners.filter((owner) => owner !== null).join('; '));
}
