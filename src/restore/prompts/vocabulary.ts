/**
 * CLIP's byte-pair vocabulary (docs/embedded-models.md, section 9): 256 byte symbols, the same
 * at the end of a word, one entry for each merge, and the two marks.
 */
export const START_TEXT = '<|startoftext|>';
export const END_TEXT = '<|endoftext|>';
export const CLIP_MERGES = 48_894;
/** Number of entries: the bytes, the bytes at the end of a word, the merges and two marks. */
export const CLIP_VOCABULARY = 256 + 256 + CLIP_MERGES + 2;

/** Places that both towers have for a text. */
export const CONTEXT_LENGTH = 77;
/** Places that are not taken by the two marks. */
export const MAX_TOKENS = CONTEXT_LENGTH - 2;

/** End of the last symbol of a piece. */
export const WORD_END = '</w>';

/** The description of a tokenizer as `@huggingface/tokenizers` takes it. */
export interface TokenizerDescription {
  readonly tokenizer: Readonly<Record<string, unknown>>;
  readonly config: Readonly<Record<string, unknown>>;
}

/**
 * Describes a tokenizer for one piece of a cleaned text at a time (`tokenize.ts`). `merges`: pairs
 * separated by a space, in order of priority.
 */
export function describeTokenizer(merges: readonly string[]): TokenizerDescription {
  const symbols = byteSymbols();
  const entries = [
    ...symbols,
    ...symbols.map((symbol) => symbol + WORD_END),
    ...merges.map((merge) => merge.replace(' ', '')),
    START_TEXT,
    END_TEXT,
  ];
  const vocab = Object.fromEntries(entries.map((entry, id) => [entry, id]));
  return {
    config: { tokenizer_class: 'CLIPTokenizer', unk_token: END_TEXT },
    tokenizer: {
      version: '1.0',
      added_tokens: [],
      normalizer: null,
      pre_tokenizer: {
        type: 'ByteLevel',
        add_prefix_space: false,
        trim_offsets: true,
        use_regex: false,
      },
      post_processor: null,
      decoder: null,
      model: {
        type: 'BPE',
        dropout: null,
        unk_token: END_TEXT,
        continuing_subword_prefix: '',
        end_of_word_suffix: WORD_END,
        fuse_unk: false,
        vocab,
        merges: [...merges],
      },
    },
  };
}

/** Printable stand-ins for the 256 bytes, in GPT-2's order. */
function byteSymbols(): readonly string[] {
  const range = (from: number, to: number): number[] =>
    Array.from({ length: to - from + 1 }, (_, i) => from + i);
  const printable = [...range(33, 126), ...range(161, 172), ...range(174, 255)];
  const others = range(0, 255).filter((byte) => !printable.includes(byte));
  return [...printable, ...others.map((_, i) => 256 + i)].map((code) => String.fromCharCode(code));
}
