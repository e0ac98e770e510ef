import { fetchMerges, mergesFrom } from '../../../src/engine/load-weights';
import { createMeasure, type MeasureText } from '../../../src/restore/prompts/measure';
import { serve } from '../../../src/rpc/serve';
import type { Prompts } from '../../store/preset';
import { countPrompts, type PromptCounts } from '../../store/prompt-counts';

/** CLIP's merges: their address, or their bytes for a page that cannot fetch. */
export type MergesSource = string | Uint8Array;

let opening: Promise<MeasureText> | null = null;

async function readMerges(merges: MergesSource): Promise<MeasureText> {
  const { signal } = new AbortController();
  const list = typeof merges === 'string' ? await fetchMerges(merges, signal) : mergesFrom(merges);
  return createMeasure(list);
}

const api = {
  /** Opens the vocabulary; called first, and once. */
  open(merges: MergesSource): void {
    opening = readMerges(merges);
    opening.catch(() => undefined);
  },
  async count(prompts: Prompts): Promise<PromptCounts> {
    if (opening === null) throw new TypeError('no merges were given');
    return countPrompts(prompts, await opening);
  },
};

export type PromptsWorker = typeof api;

serve(api);
