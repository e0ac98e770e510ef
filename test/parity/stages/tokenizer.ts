import { createTokenizers } from '../../../src/restore/prompts/tokenize';
import { relativeErrors, type Row } from '../compare';

interface TokenizerJson {
  readonly rows: readonly {
    readonly text: string;
    readonly clip_l: readonly number[];
    readonly open_clip_g: readonly number[];
  }[];
}

/** Texts and their ids in the real vocabulary, for both towers. */
export function runTokenizer(json: Uint8Array, merges: readonly string[]): readonly Row[] {
  const { rows } = JSON.parse(new TextDecoder().decode(json)) as TokenizerJson;
  const towers = createTokenizers(merges);
  return rows.flatMap(({ text, clip_l, open_clip_g }) =>
    (
      [
        ['clip_l', towers.clipL(text), clip_l],
        ['open_clip_g', towers.clipG(text), open_clip_g],
      ] as const
    ).map(([tower, actual, expected]) => {
      const { max: error } = relativeErrors(actual, expected);
      const tensor = `${tower} ${JSON.stringify(text.slice(0, 24))}`;
      return { stage: 'tokenizer', tensor, error, limit: 0, ok: error === 0, note: '' };
    }),
  );
}
