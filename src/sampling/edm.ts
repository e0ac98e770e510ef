import { pullToCenter, scaleAt, type LinearScale } from './guidance';
import { mapLatent } from './latent';
import { stepTable, type Schedule } from './schedule';
import type { GuidedDenoiser, Sampler } from './step';

export interface EdmSettings {
  readonly steps: number;
  /** Noise that is added again in every step, 0 … 40. */
  readonly churn: number;
  readonly noiseScale: number;
  /** Restoration guidance, see `pullToCenter`; −1 is off. */
  readonly restoreCfg: number;
  readonly control: LinearScale;
}

/**
 * RestoreEDM (docs/supir.md, section 10.1): algorithm 2 of arXiv 2206.00364 without its second
 * evaluation.
 */
export function edmSampler(schedule: Schedule, s: EdmSettings, denoise: GuidedDenoiser): Sampler {
  const { sigmas } = stepTable(schedule, s.steps);
  const gamma = Math.min(s.churn / s.steps, Math.SQRT2 - 1);
  return {
    sigmas,
    drawsNoise: (_index, tiled) => tiled || gamma > 0,
    async step(state, context) {
      const sigma = sigmas[context.index] ?? NaN;
      const next = sigmas[context.index + 1] ?? NaN;
      const hat = sigma * (1 + gamma);
      let x = state.x;
      if (gamma > 0) {
        const { noise } = context;
        if (noise === null) throw new RangeError('churn without noise');
        const amount = s.noiseScale * Math.sqrt(hat * hat - sigma * sigma);
        const before = x;
        x = mapLatent(before, (i) => (before.data[i] ?? 0) + amount * (noise.data[i] ?? 0));
      }
      const churned = x;
      const denoised = await denoise(churned, hat, scaleAt(s.control, sigma), context);
      // The pull uses the level before churn, guidance the one after it.
      const target = pullToCenter(denoised, context.center, sigma, next, s.restoreCfg);
      const ratio = (next - hat) / hat;
      return {
        x: mapLatent(churned, (i) => {
          const value = churned.data[i] ?? 0;
          return value + ratio * (value - (target.data[i] ?? 0));
        }),
        denoised,
      };
    },
  };
}
