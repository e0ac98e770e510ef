import { inflateAtMost } from '../inflate';
import type { PngChunk } from './chunks';
import type { PngHeader } from './header';

/** Place of a chunk among the others. */
export interface PngPlace {
  readonly header: PngHeader;
  readonly afterPalette: boolean;
  readonly afterPixels: boolean;
}

type Lengths = number | ((length: number, header: PngHeader) => boolean);

interface ChunkRule {
  /** Where the chunk has to be. `first`: before palette and pixels. `early`: before the pixels. */
  readonly place?: 'first' | 'early';
  readonly length?: Lengths;
  readonly makesSense?: (data: Uint8Array) => boolean;
  /** True where several are allowed. */
  readonly many?: true;
}

/** Samples that `sBIT` and `bKGD` describe. */
const COLOR_SAMPLES = { grey: 1, 'grey-alpha': 1, rgb: 3, 'rgb-alpha': 3, palette: 3 } as const;
const MAX_KEYWORD = 79;
const PROFILE_NAME_AND_METHOD = 2;
/** Largest profile that is inflated, bytes: far larger than any real one. */
const MAX_PROFILE_BYTES = 1 << 24;

const TEXT: ChunkRule = { many: true, makesSense: (data) => keywordEnd(data) !== null };

/** Rules of the standard's chunks beside the pixels (PNG, third edition, table 7). */
const RULES: Readonly<Record<string, ChunkRule>> = {
  cHRM: { place: 'first', length: 32 },
  cICP: { place: 'first', length: 4 },
  cLLI: { place: 'first', length: 8 },
  gAMA: { place: 'first', length: 4, makesSense: (data) => data.some((byte) => byte !== 0) },
  iCCP: { place: 'first', makesSense: (data) => profileOf(data) !== null },
  mDCV: { place: 'first', length: 24 },
  sBIT: { place: 'first', length: (length, header) => length === significantBits(header) },
  sRGB: { place: 'first', length: 1, makesSense: ([intent = 4]) => intent <= 3 },
  bKGD: { place: 'early', length: (length, header) => length === backgroundBytes(header) },
  hIST: { place: 'early', length: (length) => length % 2 === 0 },
  pHYs: { place: 'early', length: 9 },
  sPLT: { place: 'early', many: true, makesSense: (data) => keywordEnd(data) !== null },
  acTL: { place: 'early', length: 8 },
  fcTL: { length: 26, many: true },
  fdAT: { length: (length) => length >= 4, many: true },
  eXIf: {},
  tIME: { length: 7 },
  tEXt: TEXT,
  zTXt: TEXT,
  iTXt: TEXT,
};

/** Whether a chunk beside the pixels may be relied on; `first`: there was none of its type before. */
export function isUsable(chunk: PngChunk, place: PngPlace, first: boolean): boolean {
  if (!chunk.sound) return false;
  const rule = Object.hasOwn(RULES, chunk.type) ? RULES[chunk.type] : undefined;
  if (rule === undefined) return true;
  if (!first && rule.many !== true) return false;
  if (place.afterPixels && rule.place !== undefined) return false;
  if (place.afterPalette && rule.place === 'first') return false;
  const { length = () => true, makesSense = () => true } = rule;
  const bytes = chunk.data.length;
  const fits = typeof length === 'number' ? bytes === length : length(bytes, place.header);
  return fits && makesSense(chunk.data);
}

/** The profile of an `iCCP` chunk: a name, a zero, the method, a zlib stream. null where it cannot be read. */
export function profileOf(data: Uint8Array): Uint8Array<ArrayBuffer> | null {
  const nameEnd = keywordEnd(data);
  if (nameEnd === null || data[nameEnd + 1] !== 0) return null;
  return inflateAtMost(data.subarray(nameEnd + PROFILE_NAME_AND_METHOD), MAX_PROFILE_BYTES);
}

function keywordEnd(data: Uint8Array): number | null {
  const end = data.subarray(0, MAX_KEYWORD + 1).indexOf(0);
  return end > 0 ? end : null;
}

function significantBits({ color }: PngHeader): number {
  return COLOR_SAMPLES[color] + (color === 'grey-alpha' || color === 'rgb-alpha' ? 1 : 0);
}

function backgroundBytes({ color }: PngHeader): number {
  return color === 'palette' ? 1 : COLOR_SAMPLES[color] * 2;
}
