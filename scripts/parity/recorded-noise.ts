import type { Latent } from '../../src/sampling/latent';
import type { NoiseSource } from '../../src/sampling/noise';

/**
 * A source of noise that was recorded before, in the recorded order.
 *
 * Its `next` throws a `RangeError` when more is asked for, or another shape.
 */
export function recordedNoise(recorded: readonly Latent[]): NoiseSource {
  let drawn = 0;
  return {
    next(dims) {
      const latent = recorded[drawn];
      if (latent === undefined) throw new RangeError(`noise ${drawn} was not recorded`);
      if (latent.dims.join() !== dims.join()) {
        throw new RangeError(
          `noise ${drawn}: [${latent.dims.join()}] recorded, [${dims.join()}] asked`,
        );
      }
      drawn++;
      return latent;
    },
  };
}
