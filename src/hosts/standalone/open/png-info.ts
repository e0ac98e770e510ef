import type { PngFile } from '../../png/read-png';
import { exifOrientation, isTiff, type Orientation } from './exif';

/** What a PNG says beside its pixels. */
export interface PngInfo {
  readonly animated: boolean;
  readonly orientation: Orientation;
  /** Says that its values are something else than sRGB without a profile: `cICP` or `gAMA`. */
  readonly otherSpace: string | null;
  /** Parts that were left out, by the names of `droppedNotice`. */
  readonly dropped: readonly string[];
}

const SRGB_CICP = '1,13,0,1';
/** 1 / 2.2 in hundred-thousandths, as files without a colour space of their own carry it. */
const USUAL_GAMMA = 45455;
const GAMMA_TOLERANCE = 1000;

/** Chunks that say what the colours are and outdo a gamma value. */
const NAMED = new Set(['iCCP', 'sRGB']);

export function pngInfo({ ancillary, dropped, trailing }: PngFile): PngInfo {
  const exif = partOf(ancillary, 'eXIf');
  const parts = [...dropped];
  if (exif !== undefined && !isTiff(exif)) parts.push('eXIf');
  if (trailing > 0) parts.push('trailing');
  return {
    animated: partOf(ancillary, 'acTL') !== undefined,
    orientation: exif === undefined ? 1 : exifOrientation(exif),
    otherSpace: otherSpace(ancillary),
    dropped: parts,
  };
}

/** The order in which the chunks count: cICP, then iCCP and sRGB, then gAMA. */
function otherSpace(ancillary: PngFile['ancillary']): string | null {
  const cicp = partOf(ancillary, 'cICP');
  const gamma = partOf(ancillary, 'gAMA');
  if (cicp !== undefined) {
    const code = cicp.join(',');
    return code === SRGB_CICP ? null : `cICP ${code}`;
  }
  if (gamma === undefined || ancillary.some(({ type }) => NAMED.has(type))) return null;
  const value = new DataView(gamma.buffer, gamma.byteOffset, gamma.byteLength).getUint32(0);
  return Math.abs(value - USUAL_GAMMA) <= GAMMA_TOLERANCE ? null : `gamma ${100000 / value}`;
}

function partOf(ancillary: PngFile['ancillary'], wanted: string): Uint8Array | undefined {
  return ancillary.find(({ type }) => type === wanted)?.data;
}
