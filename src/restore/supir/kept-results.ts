import type { Tensor } from '../../onnx/session';
import type { Latent } from '../../sampling/latent';
import type { Conditioning } from './conditioning';
import { createNetworkFacts, type NetworkFacts } from './network-facts';

/** What a run computes of the picture before the first step (docs/supir.md, section 2). */
export interface PictureStages {
  /** z_lq: the cleaned latent, scaled. */
  readonly control: Latent;
  /** The stage-1 picture, [1, 3, h, w]. */
  readonly stage1: Tensor;
  /** Means and log variances of its latent. */
  readonly posterior: Tensor;
}

/**
 * What runs with the same files need not compute again: embeddings of texts, the stages before the
 * first step of the last picture, and what a try has sampled of it. A new seed on the same selection
 * goes straight to the steps.
 */
export interface KeptResults {
  /** `key` names everything that the embeddings depend on. */
  texts(key: string, make: () => Promise<Conditioning>): Promise<Kept<Conditioning>>;
  /** `key` names everything that the stages depend on, beside the picture itself. */
  stages(
    key: string,
    picture: Tensor,
    make: () => Promise<PictureStages>,
  ): Promise<Kept<PictureStages>>;
  /** The latent that a try has sampled from these stages; null: none under this key. Borrowed. */
  sampled(key: string, from: PictureStages): Latent | null;
  /** Keeps one as long as the stages that it was sampled from, instead of the one before. */
  keepSampled(key: string, from: PictureStages, latent: Latent): void;
  /** Whether embeddings are kept under this key. */
  hasTexts(key: string): boolean;
  /** Whether the adapter may hold weights of other files, or in another precision, than these. */
  isOther(weights: string): boolean;
  /** The answer that `isOther` would give, which is asked by a run. */
  wouldBeOther(weights: string): boolean;
  /** Lets go of embeddings, stages and latent. What the adapter holds, and the facts, stay known. */
  clear(): void;
  /** Whether there is nothing that `clear` would let go of. */
  readonly isEmpty: boolean;
  readonly facts: NetworkFacts;
}

export interface Kept<T> {
  readonly value: T;
  readonly wasKept: boolean;
}

/** Each some megabytes: two prompts and a few more for tiles with prompts of their own. */
const MAX_TEXTS = 8;

/** Larger pictures are computed again: their stages hold a quarter of a gigabyte. */
const MAX_PIXELS = 2560 * 2560;

export function createKeptResults(): KeptResults {
  /** Embeddings in order of use, the last ones used at the end. */
  const texts = new Map<string, Conditioning>();
  let held: string | null = null;
  let stages: { key: string; picture: Tensor; value: PictureStages } | null = null;
  let sampled: { key: string; latent: Latent } | null = null;

  return {
    async texts(key, make) {
      const found = texts.get(key);
      const value = found ?? (await make());
      texts.delete(key);
      texts.set(key, value);
      for (const oldest of texts.keys()) if (texts.size > MAX_TEXTS) texts.delete(oldest);
      return { value, wasKept: found !== undefined };
    },
    async stages(key, picture, make) {
      if (stages?.key === key && isSame(stages.picture, picture)) {
        return { value: stages.value, wasKept: true };
      }
      // Not both at once in memory.
      stages = null;
      sampled = null;
      const value = await make();
      if (pixelsOf(picture) <= MAX_PIXELS) stages = { key, picture: copyOf(picture), value };
      return { value, wasKept: false };
    },
    sampled: (key, from) =>
      stages?.value === from && sampled?.key === key ? sampled.latent : null,
    keepSampled(key, from, latent) {
      if (stages?.value === from) sampled = { key, latent };
    },
    hasTexts: (key) => texts.has(key),
    isOther(weights) {
      const isOther = held !== null && held !== weights;
      held = weights;
      return isOther;
    },
    wouldBeOther: (weights) => held !== null && held !== weights,
    clear() {
      texts.clear();
      stages = null;
      sampled = null;
    },
    get isEmpty() {
      return texts.size === 0 && stages === null;
    },
    facts: createNetworkFacts(),
  };
}

function isSame(a: Tensor, b: Tensor): boolean {
  if (a.dims.join() !== b.dims.join()) return false;
  for (let i = 0; i < a.data.length; i++) if (a.data[i] !== b.data[i]) return false;
  return true;
}

/** The run's own picture lies in memory that is used again. */
function copyOf({ dims, data }: Tensor): Tensor {
  return { dims, data: data.slice() };
}

function pixelsOf({ dims: [, , height = 0, width = 0] }: Tensor): number {
  return width * height;
}
