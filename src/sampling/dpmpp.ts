import { pullToCenter, scaleAt, type LinearScale } from './guidance';
import { mapLatent } from './latent';
import { karrasSigmas, type Schedule } from './schedule';
import type { GuidedDenoiser, Sampler } from './step';

export interface DpmppSettings {
  readonly steps: number;
  /** Share of fresh noise in each step; 0: deterministic … 1: fully stochastic. */
  readonly eta: number;
  readonly noiseScale: number;
  /** Restoration guidance, see `pullToCenter`; −1 is off, as in the official sampler. */
  readonly restoreCfg: number;
  readonly control: LinearScale;
}

/** RestoreDPM++2M, the Lightning sampler (docs/supir.md, section 10.2; arXiv 2211.01095). */
export function dpmppSampler(
  schedule: Schedule,
  s: DpmppSettings,
  denoise: GuidedDenoiser,
): Sampler {
  const sigmas = karrasSigmas(schedule, s.steps);
  return {
    sigmas,
    drawsNoise: (index) => index > 0 && (sigmas[index + 1] ?? 0) > 0,
    async step(state, context) {
      const sigma = sigmas[context.index] ?? NaN;
      const next = sigmas[context.index + 1] ?? NaN;
      const { x, previous } = state;
      const guided = await denoise(x, sigma, scaleAt(s.control, sigma), context);
      const denoised = pullToCenter(guided, context.center, sigma, next, s.restoreCfg);
      // With eta = 0 the formulas below end in 0·∞; the limit is the prediction itself.
      if (next === 0) return { x: denoised, denoised };
      const h = Math.log(sigma / next);
      const keep = (next / sigma) * Math.exp(-s.eta * h);
      const add = Math.expm1(-(1 + s.eta) * h);
      if (previous === null) {
        const first = mapLatent(x, (i) => keep * (x.data[i] ?? 0) - add * (denoised.data[i] ?? 0));
        return { x: first, denoised };
      }
      const r = Math.log((sigmas[context.index - 1] ?? NaN) / sigma) / h;
      const now = 1 + 1 / (2 * r);
      const before = 1 / (2 * r);
      const amount = s.eta === 0 ? 0 : s.noiseScale * next * Math.sqrt(-Math.expm1(-2 * s.eta * h));
      const { noise } = context;
      if (amount !== 0 && noise === null) throw new RangeError('eta without noise');
      const moved = mapLatent(x, (i) => {
        const d = now * (denoised.data[i] ?? 0) - before * (previous.data[i] ?? 0);
        return keep * (x.data[i] ?? 0) - add * d + amount * (noise?.data[i] ?? 0);
      });
      return { x: moved, denoised };
    },
  };
}
