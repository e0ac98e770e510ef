import { inflateAtMost } from '../../pixels/inflate';
import { NO_TEXTS, saneText, type PictureTexts } from '../document/metadata';
import { decodeText } from './decode-text';
import type { LeftOut } from './left-out';

/** One text chunk of a PNG: `tEXt`, `zTXt` or `iTXt` (PNG, third edition, §11.3.3). */
export interface PngText {
  readonly keyword: string;
  /** null: a text that cannot be unpacked, or is far too long. */
  readonly text: string | null;
}

export interface PngTexts {
  readonly texts: PictureTexts;
  readonly leftOut: readonly LeftOut[];
}

/** Largest text that is unpacked, bytes: far more than people read. */
const MAX_TEXT_BYTES = 1 << 16;
const CARRIED: Readonly<Record<string, keyof PictureTexts>> = {
  description: 'description',
  // Names the picture where nothing describes it.
  title: 'description',
  author: 'author',
  copyright: 'copyright',
};
/** Keywords under which other programs hide metadata in text chunks. */
const HIDDEN: Readonly<Record<string, LeftOut>> = {
  'xml:com.adobe.xmp': 'xmp',
  'raw profile type xmp': 'xmp',
  'raw profile type iptc': 'iptc',
  'raw profile type exif': 'exif',
  'raw profile type app1': 'exif',
};
/** Keywords of texts about the file and not about the picture. */
const ABOUT_THE_FILE = /^(software|date:.*)$/;

/** Reads a text chunk; null where it is none. */
export function readPngText(type: string, data: Uint8Array): PngText | null {
  const end = data.indexOf(0);
  if (!['tEXt', 'zTXt', 'iTXt'].includes(type) || end < 1) return null;
  const keyword = decodeText(data.subarray(0, end));
  const rest = data.subarray(end + 1);
  if (type === 'tEXt') return { keyword, text: bounded(rest) };
  if (type === 'zTXt') return { keyword, text: unpacked(rest.subarray(1)) };
  // Flag and method of compression, then language and translated keyword, each ended by NUL.
  const language = rest.indexOf(0, 2);
  const translated = language < 0 ? -1 : rest.indexOf(0, language + 1);
  if (translated < 0) return { keyword, text: null };
  const body = rest.subarray(translated + 1);
  return { keyword, text: rest[0] === 0 ? bounded(body) : unpacked(body) };
}

/** The texts of a file that are carried on; the first of a kind counts. */
export function sortPngTexts(all: readonly PngText[]): PngTexts {
  const leftOut: LeftOut[] = [];
  const texts: Record<keyof PictureTexts, string | null> = { ...NO_TEXTS };
  // A description comes before a title, wherever in the file they are.
  const sorted = [...all].sort((a, b) => Number(isTitle(a)) - Number(isTitle(b)));
  for (const { keyword, text } of sorted) {
    const name = keyword.toLowerCase();
    const field = CARRIED[name];
    const shown = text === null ? null : saneText(text);
    const blank = text?.trim() === '';
    if (field !== undefined && shown !== null) texts[field] ??= shown;
    const kept = field !== undefined && texts[field] === shown && shown !== null;
    if (!kept && !blank && !ABOUT_THE_FILE.test(name)) leftOut.push(HIDDEN[name] ?? 'texts');
  }
  return { texts, leftOut };
}

function isTitle({ keyword }: PngText): boolean {
  return keyword.toLowerCase() === 'title';
}

function bounded(bytes: Uint8Array): string | null {
  return bytes.length > MAX_TEXT_BYTES ? null : decodeText(bytes);
}

function unpacked(packed: Uint8Array): string | null {
  const bytes = inflateAtMost(packed, MAX_TEXT_BYTES);
  return bytes === null ? null : decodeText(bytes);
}
