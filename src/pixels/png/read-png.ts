import type { Breathe } from '../../core/breathe';
import { atOnce, inTurns, type Steps } from '../../core/steps';
import { isUsable, profileOf, type PngPlace } from './ancillary';
import { isPng, readChunks, type PngChunk } from './chunks';
import { damagedPng, unsupportedPng } from './errors';
import { readHeader, type PngHeader } from './header';

export type PngPart = Pick<PngChunk, 'type' | 'data'>;

/** A PNG taken apart; nothing is decoded. Views into the file, which must not change. */
export interface PngFile {
  readonly header: PngHeader;
  /** Red, green, blue of each colour; null where the pixels are no numbers of colours. */
  readonly palette: Uint8Array | null;
  /** A palette's alphas; otherwise two bytes for each sample of the transparent colour. */
  readonly transparency: Uint8Array | null;
  /** The parts of the one stream of pixels. */
  readonly pixels: readonly Uint8Array[];
  /** The usable chunks beside palette, transparency and pixels, in the order of the file. */
  readonly ancillary: readonly PngPart[];
  readonly iccProfile: Uint8Array<ArrayBuffer> | null;
  /** Types of the chunks that were left out: damaged, misplaced or repeated. Each once. */
  readonly dropped: readonly string[];
  /** Number of bytes behind the end mark. */
  readonly trailing: number;
}

const MAX_COLORS = 256;
/** Type of a chunk that marks pixels packed in Apple's own way. */
const APPLE_ONLY = 'CgBI';
/** Bit in the first letter of the type of every chunk that a picture can be shown without. */
const ANCILLARY_BIT = 0x20;

/**
 * Reads a PNG without decoding it. A part without pixels never keeps a picture from being read: it
 * is dropped, and named in `dropped`.
 *
 * @throws PngError where header, palette or pixels are damaged or the end is missing
 */
export function readPng(bytes: Uint8Array): PngFile {
  return atOnce(reading(bytes));
}

/**
 * As `readPng`, with pauses.
 *
 * @throws PngError, and what `breathe` throws
 */
export function readPngInTurns(bytes: Uint8Array, breathe: Breathe): Promise<PngFile> {
  return inTurns(reading(bytes), breathe);
}

function* reading(bytes: Uint8Array): Steps<PngFile> {
  if (!isPng(bytes)) throw damagedPng('the PNG signature is missing');
  const { chunks, trailing } = yield* readChunks(bytes);
  const header = readHeader(chunks);
  const dropped = new Set<string>();
  const pixels = pixelsOf(chunks);
  const palette = paletteOf(chunks, header, dropped);
  const transparency = transparencyOf(chunks, header, palette, dropped);
  const ancillary = ancillaryOf(chunks, header, dropped);
  const profile = ancillary.find(({ type }) => type === 'iCCP');
  const iccProfile = profile === undefined ? null : profileOf(profile.data);
  const rest = { iccProfile, dropped: [...dropped], trailing };
  return { header, palette, transparency, pixels, ancillary, ...rest };
}

function pixelsOf(chunks: readonly PngChunk[]): readonly Uint8Array[] {
  const pixels = chunks.filter(({ type }) => type === 'IDAT');
  if (pixels.length === 0) throw damagedPng('the picture has no pixel data');
  if (pixels.some(({ sound }) => !sound)) throw damagedPng('its pixel data are damaged');
  return pixels.map(({ data }) => data);
}

/** The picture's palette; one that only suggests colours for true colour carries no pixels. */
function paletteOf(
  chunks: readonly PngChunk[],
  { color }: PngHeader,
  dropped: Set<string>,
): Uint8Array | null {
  const palettes = chunks.filter(({ type }) => type === 'PLTE');
  const [palette] = palettes;
  const fits = ({ data, sound }: PngChunk): boolean =>
    sound && data.length > 0 && data.length % 3 === 0 && data.length <= MAX_COLORS * 3;
  if (color !== 'palette') {
    const usable = color === 'rgb' || color === 'rgb-alpha';
    if (palettes.length > (usable ? 1 : 0) || !palettes.every(fits)) dropped.add('PLTE');
    return null;
  }
  if (palette === undefined) throw damagedPng('its palette is missing');
  if (palettes.length > 1 || !palette.sound) throw damagedPng('its palette is damaged');
  if (!fits(palette)) dropped.add('PLTE');
  const { data } = palette;
  const whole = Math.min(data.length - (data.length % 3), MAX_COLORS * 3);
  if (whole === 0) throw damagedPng('its palette is empty');
  return data.subarray(0, whole);
}

/** The picture's transparency. Too long a chunk counts as far as it makes sense, as in browsers. */
function transparencyOf(
  chunks: readonly PngChunk[],
  { color }: PngHeader,
  palette: Uint8Array | null,
  dropped: Set<string>,
): Uint8Array | null {
  const end = chunks.findIndex(({ type }) => type === 'IDAT');
  const start = palette === null ? 0 : chunks.findIndex(({ type }) => type === 'PLTE');
  const all = chunks.filter(({ type }) => type === 'tRNS');
  const least = { palette: 1, grey: 2, rgb: 6, 'grey-alpha': Infinity, 'rgb-alpha': Infinity };
  const most = palette === null ? least[color] : palette.length / 3;
  const usable = chunks
    .slice(start, end)
    .find(({ type, data, sound }) => type === 'tRNS' && sound && data.length >= least[color]);
  const whole = usable !== undefined && usable.data.length <= most;
  if (all.length > (whole ? 1 : 0)) dropped.add('tRNS');
  return usable?.data.subarray(0, most) ?? null;
}

function ancillaryOf(
  chunks: readonly PngChunk[],
  header: PngHeader,
  dropped: Set<string>,
): readonly PngPart[] {
  const found: PngPart[] = [];
  const seen = new Set<string>();
  const paletteAt = chunks.findIndex(({ type }) => type === 'PLTE');
  const pixelsAt = chunks.findIndex(({ type }) => type === 'IDAT');
  for (const [i, chunk] of chunks.entries()) {
    const { type, data } = chunk;
    if (type === 'IHDR' || type === 'PLTE' || type === 'IDAT' || type === 'tRNS') continue;
    if (type === APPLE_ONLY) throw unsupportedPng('PNG packed for iPhones (CgBI)');
    const place: PngPlace = {
      header,
      afterPalette: paletteAt >= 0 && i > paletteAt,
      afterPixels: i > pixelsAt,
    };
    const critical = (type.charCodeAt(0) & ANCILLARY_BIT) === 0;
    if (critical || !isUsable(chunk, place, !seen.has(type))) {
      dropped.add(type);
      continue;
    }
    seen.add(type);
    found.push({ type, data });
  }
  return found;
}
