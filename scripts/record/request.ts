import { UNKNOWN_CARD, type CardKnowledge } from '../../src/restore/card-knowledge';
import type { SupirRestorer } from '../../src/restore/request';
import { NEGATIVE_PROMPT, PRESETS, QUALITY_PROMPT } from '../../src/restore/supir/presets';
import type { RecordCase } from './cases';

/** What a person asks for who changes nothing but what the case names; `config` as in the request. */
export function publishedRequest(
  { batch, policy, whole, steps }: RecordCase,
  files: SupirRestorer['files'],
  config: SupirRestorer['config'] = null,
): SupirRestorer {
  const guidance = batch === 1 ? { cfgStart: 1, cfgEnd: 1 } : {};
  return {
    kind: 'supir',
    files,
    config,
    prompt: '',
    qualityPrompt: QUALITY_PROMPT,
    negativePrompt: NEGATIVE_PROMPT,
    settings: { ...PRESETS.quality.lightning, ...guidance, steps, seed: 1 },
    samplerTiles: 'auto',
    vaeTiles: whole ? null : 'auto',
    weights: policy,
    promptBatch: 'auto',
    minSize: 1,
  };
}

/** What the person has said of the card. */
export function cardOf({ card }: RecordCase): CardKnowledge {
  return { ...UNKNOWN_CARD, cardBytes: card === null ? null : card * 2 ** 30 };
}
