import { expose } from 'comlink';
import { packError, type PackedError } from '../../src/core/errors';
import { fetchMerges, mergesFrom } from '../../src/engine/load-weights';
import { createMeasure, type Measure } from '../../src/restore/prompts/measure';
import type { Prompts } from '../restorer/preset';
import { countPrompts, type PromptCounts } from './counts';

/** CLIP's merges: where they are, or themselves for a page that cannot fetch. */
export type MergesSource = string | Uint8Array;

export type Counted =
  | { readonly ok: true; readonly counts: PromptCounts }
  | { readonly ok: false; readonly error: PackedError };

let opening: Promise<Measure> | null = null;

async function open(merges: MergesSource): Promise<Measure> {
  const { signal } = new AbortController();
  const list = typeof merges === 'string' ? await fetchMerges(merges, signal) : mergesFrom(merges);
  return createMeasure(list);
}

const api = {
  /** Comes first, and once. */
  open(merges: MergesSource): void {
    opening = open(merges);
    opening.catch(() => undefined);
  },
  async count(prompts: Prompts): Promise<Counted> {
    try {
      if (opening === null) throw new TypeError('no merges were given');
      return { ok: true, counts: countPrompts(prompts, await opening) };
    } catch (error) {
      return { ok: false, error: packError(error) };
    }
  },
};

export type PromptsWorker = typeof api;

expose(api);
