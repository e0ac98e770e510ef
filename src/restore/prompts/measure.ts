import { cleanPrompt } from './clean';
import { createPromptSplitter, type Piece } from './tokenize';
import { MAX_TOKENS } from './vocabulary';

/** How much of a text the towers read. */
export interface TextMeasure {
  /** Number of tokens of the whole text, also beyond `MAX_TOKENS`. */
  readonly tokens: number;
  /** Text cut off, from the first word on that is not read whole; '' where all is read. */
  readonly lost: string;
}

export type MeasureText = (text: string) => TextMeasure;

/** Measures texts against the room that both towers have for them. */
export function createMeasure(merges: readonly string[]): MeasureText {
  const { pieces } = createPromptSplitter(merges);
  return (text) => {
    const cleaned = cleanPrompt(text);
    const found = pieces(cleaned);
    const tokens = found.reduce((sum, { ids }) => sum + ids.length, 0);
    return { tokens, lost: tokens > MAX_TOKENS ? lostFrom(cleaned, found) : '' };
  };
}

function lostFrom(cleaned: string, pieces: readonly Piece[]): string {
  const lower = cleaned.toLowerCase();
  // Pieces are found in lower case, which İ makes longer; nothing else moves.
  const shown = lower.length === cleaned.length ? cleaned : lower;
  return shown.slice(wordStart(shown, cutAt(pieces)));
}

/** Index of the first character that is not read whole. */
function cutAt(pieces: readonly Piece[]): number {
  let room = MAX_TOKENS;
  for (const { text, start, ids, bytes } of pieces) {
    if (ids.length > room) {
      const read = bytes.slice(0, room).reduce((sum, count) => sum + count, 0);
      return start + lengthOfBytes(text, read);
    }
    room -= ids.length;
  }
  throw new RangeError('everything is read');
}

/** Number of code units of a text that fit into so many bytes of UTF-8. */
function lengthOfBytes(text: string, bytes: number): number {
  return new TextEncoder().encodeInto(text, new Uint8Array(bytes)).read;
}

/** Start of the word at `at`, which is lost if it is cut; Chinese and Thai mark none by spaces. */
function wordStart(text: string, at: number): number {
  const words = new Intl.Segmenter(undefined, { granularity: 'word' }).segment(text);
  return words.containing(at)?.index ?? at;
}
