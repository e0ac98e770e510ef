/** Pixels per inch, across and down. */
export interface Resolution {
  readonly x: number;
  readonly y: number;
}

/** Texts that a picture carries about itself. */
export interface PictureTexts {
  readonly description: string | null;
  readonly author: string | null;
  readonly copyright: string | null;
}

/** Metadata that go from the opened picture into every file that is saved. */
export interface Metadata {
  /** null: the file does not say. */
  readonly resolution: Resolution | null;
  readonly texts: PictureTexts;
}

export const NO_TEXTS: PictureTexts = { description: null, author: null, copyright: null };

/** Plausible pixels per inch: others are mistakes or placeholders such as "1 per inch". */
const SANE_PPI = { least: 2, most: 30_000 };
/** Longest text that is carried on, UTF-16 code units: far more than captions have. */
const MAX_TEXT = 16_384;

/** The resolution, or null for one that no picture has. */
export function saneResolution(x: number, y: number): Resolution | null {
  const sane = [x, y].every((ppi) => ppi >= SANE_PPI.least && ppi <= SANE_PPI.most);
  return sane ? { x, y } : null;
}

/**
 * The resolution that counts when a file gives several, in the order in which they count. 72 is what
 * programs write that know none: it yields to any other.
 */
export function firstTelling(...stated: readonly (Resolution | null)[]): Resolution | null {
  const known = stated.filter((resolution) => resolution !== null);
  return known.find(({ x, y }) => x !== 72 || y !== 72) ?? known[0] ?? null;
}

/** The text without control characters and space around it; null: nothing left, or far too much. */
export function saneText(text: string): string | null {
  if (text.length > MAX_TEXT) return null;
  // eslint-disable-next-line no-control-regex -- control characters are what has to go
  const shown = text.replace(/\r\n?/g, '\n').replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '');
  return shown.trim() === '' ? null : shown.trim();
}

/** Each text from the first source that has it. */
export function firstTexts(...sources: readonly PictureTexts[]): PictureTexts {
  const first = (field: keyof PictureTexts): string | null =>
    sources.map((texts) => texts[field]).find((text) => text !== null) ?? null;
  return {
    description: first('description'),
    author: first('author'),
    copyright: first('copyright'),
  };
}
