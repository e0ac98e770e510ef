import { Tokenizer } from '@huggingface/tokenizers';
import { cleanPrompt } from './clean';
import {
  CONTEXT_LENGTH,
  describeTokenizer,
  END_TEXT,
  MAX_TOKENS,
  START_TEXT,
  WORD_END,
} from './vocabulary';

/** Ids of a text, as many as the tower's context is long. */
export type Tokenize = (text: string) => readonly number[];

export interface Towers {
  readonly clipL: Tokenize;
  readonly clipG: Tokenize;
}

/** Padding of bigG: nothing; CLIP-L pads with the end mark (docs/supir.md, section 4). */
const PAD_CLIP_G = 0;

/** Both towers' tokenizers over CLIP's merges. Texts that are too long are cut, the end mark last. */
export function createTokenizers(merges: readonly string[]): Towers {
  const { start, end, pieces } = createPromptSplitter(merges);
  const framed = (text: string, pad: number): readonly number[] => {
    const ids = pieces(cleanPrompt(text)).flatMap((piece) => piece.ids);
    const kept = [start, ...ids.slice(0, MAX_TOKENS), end];
    return [...kept, ...new Array<number>(CONTEXT_LENGTH - kept.length).fill(pad)];
  };
  return {
    clipL: (text) => framed(text, end),
    clipG: (text) => framed(text, PAD_CLIP_G),
  };
}

/** A part that becomes tokens by itself: a word, a digit, a run of punctuation, or a mark. */
export interface Piece {
  /** Its text, in lower case. */
  readonly text: string;
  /** Offset in the text in lower case, UTF-16 code units. */
  readonly start: number;
  readonly ids: readonly number[];
  /** Number of bytes of its UTF-8 that each id stands for. */
  readonly bytes: readonly number[];
}

export interface PromptSplitter {
  /** Ids of the marks. */
  readonly start: number;
  readonly end: number;
  /** Pieces of a cleaned text (`cleanPrompt`). */
  readonly pieces: (text: string) => readonly Piece[];
}

/**
 * Pieces of a text. The reference ignores case: after lower-casing ſ is an s, and U+0345, a mark
 * whose capital is a letter, belongs to nothing and is passed over.
 */
const PIECE =
  /<\|startoftext\|>|<\|endoftext\|>|'[sſ]|'t|'re|'ve|'m|'ll|'d|\p{L}+|\p{N}|[^\p{White_Space}\p{L}\p{N}\u0345]+/gu;

/** The tokenizer without its cleaning, and without cutting. */
export function createPromptSplitter(merges: readonly string[]): PromptSplitter {
  const { tokenizer, config } = describeTokenizer(merges);
  const words = new Tokenizer({ ...tokenizer }, { ...config });
  const mark = (content: string): number => {
    const id = words.token_to_id(content);
    if (id === undefined) throw new TypeError(`the vocabulary lacks ${content}`);
    return id;
  };
  const marks = new Map([START_TEXT, END_TEXT].map((content) => [content, mark(content)]));
  const pieceAt = (text: string, start: number): Piece => {
    const id = marks.get(text);
    if (id !== undefined) return { text, start, ids: [id], bytes: [text.length] };
    const { ids, tokens } = words.encode(text, { add_special_tokens: false });
    const bytes = tokens.map((token) => token.replace(WORD_END, '').length);
    return { text, start, ids, bytes };
  };
  return {
    start: mark(START_TEXT),
    end: mark(END_TEXT),
    pieces: (text) =>
      Array.from(text.toLowerCase().matchAll(PIECE), ({ 0: piece, index }) =>
        pieceAt(piece, index),
      ),
  };
}

/** Ids as a smaller vocabulary has them, in which the end mark stays the largest. */
export function foldIds(ids: readonly number[], vocabSize: number, realSize: number): number[] {
  const marks = 2;
  return ids.map((id) =>
    id >= realSize - marks ? id - realSize + vocabSize : id % (vocabSize - marks),
  );
}
