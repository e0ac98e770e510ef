/**
 * CLIP's byte-pair vocabulary (docs/embedded-models.md, section 9): 256 byte symbols, the same
 * at the end of a word, one entry for each merge, and the two marks.
 */
export const START_TEXT = '<|startoftext|>';
export const END_TEXT = '<|endoftext|>';
export const CLIP_MERGES = 48_894;
/** Entries: the bytes, the bytes at the end of a word, the merges and two marks. */
export const CLIP_VOCABULARY = 256 + 256 + CLIP_MERGES + 2;

const WORD_END = '</w>';

/** As ftfy does it in the reference: keyboards put curly quotes where the model learned straight ones. */
const STRAIGHT_QUOTES = [
  { type: 'Replace', pattern: { Regex: '[\\u02bc\\u2018-\\u201b]' }, content: "'" },
  { type: 'Replace', pattern: { Regex: '[\\u201c-\\u201f]' }, content: '"' },
];

/** The description of a tokenizer as `@huggingface/tokenizers` takes it. */
export interface TokenizerDescription {
  readonly tokenizer: Readonly<Record<string, unknown>>;
  readonly config: Readonly<Record<string, unknown>>;
}

/** `merges`: pairs separated by a space, in order of priority. */
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
  const mark = (content: string) => ({
    id: vocab[content],
    content,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
    special: true,
  });
  return {
    config: { tokenizer_class: 'CLIPTokenizer', unk_token: END_TEXT },
    tokenizer: {
      version: '1.0',
      added_tokens: [mark(START_TEXT), mark(END_TEXT)],
      normalizer: {
        type: 'Sequence',
        normalizers: [
          ...STRAIGHT_QUOTES,
          { type: 'NFC' },
          { type: 'Replace', pattern: { Regex: '\\s+' }, content: ' ' },
          { type: 'Lowercase' },
        ],
      },
      pre_tokenizer: {
        type: 'Sequence',
        pretokenizers: [
          {
            type: 'Split',
            pattern: { Regex: "'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+" },
            behavior: 'Removed',
            invert: true,
          },
          { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: false },
        ],
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
