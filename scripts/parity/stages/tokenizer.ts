import { createPromptSplitter, createTokenizers } from '../../../src/restore/prompts/tokenize';
import { MAX_TOKENS } from '../../../src/restore/prompts/vocabulary';
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
  const uncleaned = uncleanedTokenizer(merges);
  return rows.flatMap(({ text, clip_l, open_clip_g }) =>
    (
      [
        ['clip_l', towers.clipL(text), clip_l],
        ['open_clip_g', towers.clipG(text), open_clip_g],
      ] as const
    ).map(([tower, actual, expected]) => {
      const { max: error } = relativeErrors(actual, expected);
      const tensor = `${tower} ${JSON.stringify(text.slice(0, 24))}`;
      const row = { stage: 'tokenizer', tensor, error, limit: 0 };
      if (error === 0) return { ...row, ok: true, note: '' };
      // CLIP-L's tokenizer resolves entities with ftfy only, which a recording may have lacked.
      const lackedFtfy =
        tower === 'clip_l' &&
        /&\w+;/.test(text) &&
        relativeErrors(uncleaned(text), expected).max === 0;
      const note = lackedFtfy ? 'recorded without ftfy: its entities are as they were written' : '';
      return { ...row, ok: lackedFtfy, note };
    }),
  );
}

/** CLIP-L's without any cleaning. */
function uncleanedTokenizer(merges: readonly string[]): (text: string) => readonly number[] {
  const { start, end, pieces } = createPromptSplitter(merges);
  return (text) => {
    const ids = pieces(text).flatMap((piece) => piece.ids);
    const room = new Array<number>(MAX_TOKENS).fill(end);
    return [start, ...[...ids, ...room].slice(0, MAX_TOKENS), end];
  };
}
