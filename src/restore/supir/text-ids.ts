import { createTokenizers, foldIds, type Towers } from '../prompts/tokenize';
import { CLIP_VOCABULARY } from '../prompts/vocabulary';
import type { SupirRestorer } from '../request';
import type { TokenIds } from './conditioning';
import type { SupirConfig } from '../supir-config';

/**
 * Ids of the positive text, the prompt with the quality prompt after it, and of the negative one
 * (docs/supir.md, section 4).
 * They are folded into vocabularies that are smaller than CLIP's.
 */
export function textIds(
  { prompt, qualityPrompt, negativePrompt }: SupirRestorer,
  merges: readonly string[],
  { clipL, clipG }: SupirConfig,
): TokenIds {
  const towers = towersOf(merges);
  const texts = [prompt + qualityPrompt, negativePrompt];
  const folded = (ids: readonly number[], size: number): readonly number[] =>
    size < CLIP_VOCABULARY ? foldIds(ids, size, CLIP_VOCABULARY) : ids;
  return {
    clipL: texts.map((text) => folded(towers.clipL(text), clipL.vocabSize)),
    clipG: texts.map((text) => folded(towers.clipG(text), clipG.vocabSize)),
  };
}

/** Over the merges asked for last: they take a tenth of a second to be made. */
const TOWERS = new WeakMap<readonly string[], Towers>();

function towersOf(merges: readonly string[]): Towers {
  const towers = TOWERS.get(merges) ?? createTokenizers(merges);
  TOWERS.set(merges, towers);
  return towers;
}
