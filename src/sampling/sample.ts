import { rect } from '../core/geometry';
import { mapLatent, type Latent } from './latent';
import type { NoiseSource } from './noise';
import type { Sampler, SamplerStep } from './step';

export interface SampleInput {
  readonly sampler: Sampler;
  /** The sampler's own step, or a tiled one around it. */
  readonly step: SamplerStep;
  readonly tiled: boolean;
  /** Unit noise; scaled here to the first level. */
  readonly start: Latent;
  readonly center: Latent;
  readonly noise: NoiseSource;
  readonly signal: AbortSignal;
  readonly onStep: (done: number, total: number, x: Latent, denoised: Latent) => void;
}

/**
 * Runs all steps of a sampler (docs/supir.md, section 10); looks at the signal before each. Returns
 * the last latent.
 */
export async function sample(input: SampleInput): Promise<Latent> {
  const { sampler, start, signal } = input;
  const [, , rows, columns] = start.dims;
  const window = rect(0, 0, columns, rows);
  const total = sampler.sigmas.length - 1;
  const first = sampler.sigmas[0] ?? NaN;
  const amount = Math.sqrt(1 + first * first);
  let x = mapLatent(start, (i) => (start.data[i] ?? 0) * amount);
  let previous: Latent | null = null;
  for (let index = 0; index < total; index++) {
    signal.throwIfAborted();
    const noise = sampler.drawsNoise(index, input.tiled) ? input.noise.next(start.dims) : null;
    const result = await input.step(
      { x, previous },
      { index, center: input.center, noise, window, tile: 0 },
    );
    x = result.x;
    previous = result.denoised;
    input.onStep(index + 1, total, x, result.denoised);
  }
  return x;
}
