import { mapLatent, type Latent } from './latent';
import { SIGMA_MAX } from './schedule';

/** A value that moves with the noise level: `atZero` at sigma 0, `atMax` at the highest. */
export interface LinearScale {
  readonly atMax: number;
  readonly atZero: number;
}

export function constantScale(value: number): LinearScale {
  return { atMax: value, atZero: value };
}

/** Scale at a noise level, for guidance and control alike (docs/supir.md, section 9). */
export function scaleAt(scale: LinearScale, sigma: number): number {
  return ((scale.atMax - scale.atZero) * sigma) / SIGMA_MAX + scale.atZero;
}

/** True when guidance does nothing at any level: the unconditional half can be left out. */
export function isUnguided(scale: LinearScale): boolean {
  return scale.atMax === 1 && scale.atZero === 1;
}

/** Classifier-free guidance (docs/supir.md, section 9.1): u + g·(c − u). */
export function guide(uncond: Latent, cond: Latent, g: number): Latent {
  return mapLatent(cond, (i) => {
    const u = uncond.data[i] ?? 0;
    return u + g * ((cond.data[i] ?? 0) - u);
  });
}

/**
 * Restoration guidance (docs/supir.md, section 9.3): pulls the prediction towards the stage-1 latent,
 * most at high noise. The higher `restoreCfg`, the weaker the pull. Off when it is not positive.
 */
export function pullToCenter(
  denoised: Latent,
  center: Latent,
  sigma: number,
  nextSigma: number,
  restoreCfg: number,
): Latent {
  if (restoreCfg <= 0 || nextSigma <= 0.05) return denoised;
  const weight = (sigma / SIGMA_MAX) ** restoreCfg;
  return mapLatent(denoised, (i) => {
    const d = denoised.data[i] ?? 0;
    return d - (d - (center.data[i] ?? 0)) * weight;
  });
}
