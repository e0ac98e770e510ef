import type { Chromaticities, Xy } from '../../pixels/icc/chromaticities';
import type { PngPart } from '../../pixels/png/read-png';
import {
  firstTelling,
  firstTexts,
  saneResolution,
  type Metadata,
  type Resolution,
} from '../document/metadata';
import { NO_EXIF, readExif, type Exif } from './exif';
import { exifLeftOut, type LeftOut } from './left-out';
import { overrulesProfile, spaceOfPng, type PngColorChunks } from './png-space';
import { readPngText, sortPngTexts, type PngText } from './png-texts';
import { adobeRgb, type StatedSpace } from './stated-space';

/** Metadata and colours that a PNG states beside its pixels. */
export interface PngMetadata extends Metadata {
  /** The embedded profile, unless `cICP` overrules it. */
  readonly profile: Uint8Array | null;
  /** Colour space that the file states without a profile. */
  readonly space: StatedSpace | null;
  readonly orientation: Exif['orientation'];
  readonly leftOut: readonly LeftOut[];
}

const METRE = 1;
const METRES_PER_INCH = 0.0254;

/** `parts`: chunks that are sound, at most one of each type but for texts. */
export function readPngMetadata(
  parts: readonly PngPart[],
  iccProfile: Uint8Array | null,
): PngMetadata {
  const byType = new Map<string, Uint8Array>();
  const found: PngText[] = [];
  for (const { type, data } of parts) {
    const text = readPngText(type, data);
    if (text !== null) found.push(text);
    else byType.set(type, data);
  }
  const eXIf = byType.get('eXIf');
  const exif = eXIf === undefined ? NO_EXIF : readExif(eXIf);
  const { texts, leftOut } = sortPngTexts(found);
  return {
    profile: overrulesProfile(byType.get('cICP')) ? null : iccProfile,
    space: spaceIn(byType, exif),
    orientation: exif.orientation,
    resolution: firstTelling(resolutionIn(byType.get('pHYs')), exif.resolution),
    texts: firstTexts(texts, exif.texts),
    leftOut: [...leftOut, ...exifLeftOut(exif)],
  };
}

/** Colour space that the chunks state; EXIF counts where no chunk of PNG's own says anything. */
function spaceIn(byType: ReadonlyMap<string, Uint8Array>, exif: Exif): StatedSpace | null {
  const gamma = byType.get('gAMA');
  const colors: PngColorChunks = {
    cicp: byType.get('cICP') ?? null,
    srgb: byType.has('sRGB'),
    gamma: gamma?.length === 4 ? u32(gamma, 0) : null,
    primaries: primariesIn(byType.get('cHRM')),
  };
  const silent = colors.cicp === null && !colors.srgb && colors.primaries === null;
  return silent && exif.adobeRgb ? adobeRgb() : spaceOfPng(colors);
}

/** White, red, green, blue in hundred-thousandths. */
function primariesIn(data: Uint8Array | undefined): Chromaticities | null {
  if (data?.length !== 32) return null;
  const pair = (i: number): Xy => [u32(data, i * 8) / 100_000, u32(data, i * 8 + 4) / 100_000];
  return { white: pair(0), red: pair(1), green: pair(2), blue: pair(3) };
}

function resolutionIn(data: Uint8Array | undefined): Resolution | null {
  if (data?.length !== 9 || data[8] !== METRE) return null;
  return saneResolution(perInch(u32(data, 0)), perInch(u32(data, 4)));
}

/** 300 per inch is stored as 11,811 per metre, which is 299.9994 per inch: whole numbers are meant. */
function perInch(perMetre: number): number {
  const exact = perMetre * METRES_PER_INCH;
  const whole = Math.round(exact);
  return Math.round(whole / METRES_PER_INCH) === perMetre ? whole : exact;
}

function u32(bytes: Uint8Array, at: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(at);
}
