import { Tokenizer } from '@huggingface/tokenizers';
import { decode } from 'html-entities';
import { describeTokenizer, END_TEXT, START_TEXT } from './vocabulary';

/** Ids of a text, as many as the tower's context is long. */
export type Tokenize = (text: string) => readonly number[];

export interface Towers {
  readonly clipL: Tokenize;
  readonly clipG: Tokenize;
}

export const CONTEXT_LENGTH = 77;

/** bigG pads with nothing, CLIP-L with the end mark (docs/supir.md, section 4). */
const PAD_CLIP_G = 0;

/** Both towers' tokenizers over CLIP's merges. Texts that are too long are cut, the end mark last. */
export function createTokenizers(merges: readonly string[]): Towers {
  const { tokenizer, config } = describeTokenizer(merges);
  const words = new Tokenizer({ ...tokenizer }, { ...config });
  const mark = (content: string): number => {
    const id = words.token_to_id(content);
    if (id === undefined) throw new TypeError(`the vocabulary lacks ${content}`);
    return id;
  };
  const start = mark(START_TEXT);
  const end = mark(END_TEXT);
  const framed = (text: string, pad: number): readonly number[] => {
    const { ids } = words.encode(text.trim(), { add_special_tokens: false });
    const kept = [start, ...ids.slice(0, CONTEXT_LENGTH - 2), end];
    return [...kept, ...new Array<number>(CONTEXT_LENGTH - kept.length).fill(pad)];
  };
  return {
    clipL: (text) => framed(text, end),
    // Its reference decodes entities twice.
    clipG: (text) => framed(decode(decode(text)), PAD_CLIP_G),
  };
}

/** What real ids become in a smaller vocabulary, so that the end mark stays the largest. */
export function foldIds(ids: readonly number[], vocabSize: number, realSize: number): number[] {
  const marks = 2;
  return ids.map((id) =>
    id >= realSize - marks ? id - realSize + vocabSize : id % (vocabSize - marks),
  );
}
