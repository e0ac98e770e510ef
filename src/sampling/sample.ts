import { rect } from '../core/geometry';
import { mapLatent, type Latent } from './latent';
import type { NoiseSource } from './noise';
import type { Sampler, SamplerStep, StepState } from './step';

/**
 * Where a sampler stands between two steps. With the settings and a noise source at its beginning
 * that is all that the steps to come depend on.
 */
export interface SamplingState {
  /** Steps that are done, 1 … n. */
  readonly done: number;
  readonly x: Latent;
  /** The guided prediction of the last step. */
  readonly denoised: Latent;
}

export interface SampleInput {
  readonly sampler: Sampler;
  /** The sampler's own step, or a tiled one around it. */
  readonly step: SamplerStep;
  readonly tiled: boolean;
  /** Unit noise; scaled here to the first level. */
  readonly start: Latent;
  /** Where an earlier run with the same input stood; left out: nothing is done yet. */
  readonly from?: SamplingState;
  readonly center: Latent;
  /** What comes after `start`; the steps before `from` draw their part of it again. */
  readonly noise: NoiseSource;
  readonly signal: AbortSignal;
  /** Ends the sampling after the step that goes on, as soon as one is done. */
  readonly stop?: AbortSignal;
  readonly onStep: (done: number, total: number, x: Latent, denoised: Latent) => void;
}

export interface Sampled {
  /** The last latent; of a sampling that was stopped the last prediction, which has no noise left. */
  readonly latent: Latent;
  /** Steps that were done, 1 … n; fewer than n: it was stopped. */
  readonly done: number;
}

/**
 * Runs the steps of a sampler (docs/supir.md, section 10); looks at both signals around each of
 * them.
 */
export async function sample(input: SampleInput): Promise<Sampled> {
  const { sampler, start, from, signal, stop } = input;
  const [, , rows, columns] = start.dims;
  const window = rect(0, 0, columns, rows);
  const total = sampler.sigmas.length - 1;
  let state: StepState =
    from === undefined ? beginning(input) : { x: from.x, previous: from.denoised };
  const firstStep = from?.done ?? 0;
  const ended = from && endedAt(from, total, stop);
  if (ended) return ended;
  for (let index = 0; index < total; index++) {
    signal.throwIfAborted();
    const noise = sampler.drawsNoise(index, input.tiled) ? input.noise.next(start.dims) : null;
    if (index < firstStep) continue;
    const { x, denoised } = await input.step(state, {
      index,
      center: input.center,
      noise,
      window,
      tile: 0,
    });
    state = { x, previous: denoised };
    input.onStep(index + 1, total, x, denoised);
    const result = endedAt({ done: index + 1, x, denoised }, total, stop);
    if (result !== null) return result;
  }
  throw new RangeError('a sampler without steps');
}

/** What a sampling gives that has come so far; null: it goes on. */
export function endedAt(
  { done, x, denoised }: SamplingState,
  total: number,
  stop: AbortSignal | undefined,
): Sampled | null {
  if (done >= total) return { latent: x, done };
  return stop?.aborted === true ? { latent: denoised, done } : null;
}

function beginning({ sampler, start }: SampleInput): StepState {
  const first = sampler.sigmas[0] ?? NaN;
  const amount = Math.sqrt(1 + first * first);
  return { x: mapLatent(start, (i) => (start.data[i] ?? 0) * amount), previous: null };
}
