import type { SupirPart } from '../../core/events';
import type { Latent } from '../../sampling/latent';
import type { Sampled, SamplingState } from '../../sampling/sample';
import type { KeptResults, PictureStages } from './kept-results';

/** A job as far as its sampled latent goes. */
interface SamplingJob {
  readonly settings: { readonly steps: number };
  /** Left out: no try. */
  readonly tried?: object;
  readonly from?: SamplingState;
  readonly onProgress: (part: SupirPart, done: number, total: number) => void;
  readonly onSkipped?: (parts: readonly SupirPart[]) => void;
  readonly onStopped?: (done: number) => void;
}

interface Origin {
  /** Of everything beside the stages that the latent depends on. */
  readonly key: string;
  readonly from: PictureStages;
}

/** The latent that a try has sampled, where it is the same; else a new one, which a try keeps. */
export async function triedLatent(
  job: SamplingJob,
  kept: KeptResults,
  { key, from }: Origin,
  sampleNow: () => Promise<Sampled>,
): Promise<Latent> {
  const { steps } = job.settings;
  const found = job.from === undefined ? kept.sampled(key, from) : null;
  if (found !== null) {
    job.onProgress('sample', steps, steps);
    job.onSkipped?.(['sample']);
    return found;
  }
  const { latent, done } = await sampleNow();
  if (done < steps) job.onStopped?.(done);
  else if (job.tried !== undefined) kept.keepSampled(key, from, latent);
  return latent;
}
