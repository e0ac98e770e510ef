import { constantScale, type LinearScale } from '../sampling/guidance';

export const SAMPLERS = ['edm', 'dpmpp'] as const;
export type SamplerName = (typeof SAMPLERS)[number];

/** How the weights of SUPIR's UNet and control branch are kept on the device. */
export const WEIGHT_CHOICES = ['auto', 'f32', 'f16', 'q8', 'q4'] as const;
export type WeightChoice = (typeof WEIGHT_CHOICES)[number];

export const COLOR_FIXES = ['wavelet', 'adain', 'none'] as const;
export type ColorFix = (typeof COLOR_FIXES)[number];

/** Everything about a restoration that the user may set (docs/supir.md, section 13). */
export interface SupirSettings {
  readonly sampler: SamplerName;
  readonly steps: number;
  /** Guidance at the highest noise and at none. */
  readonly cfgStart: number;
  readonly cfgEnd: number;
  /** Control strength at the highest noise and at none. */
  readonly controlStart: number;
  readonly controlEnd: number;
  /** Restoration guidance. −1: off; the higher, the weaker the pull to the stage-1 picture. */
  readonly restoreCfg: number;
  readonly churn: number;
  readonly noiseScale: number;
  readonly eta: number;
  readonly colorFix: ColorFix;
  readonly seed: number;
  /** Tiles of the sampler, latent cells; null: the latent is sampled whole. */
  readonly samplerTiles: { readonly tile: number; readonly stride: number } | null;
}

/** Both ends of a user's range, in the form of the samplers. */
export function linearScale(start: number, end: number): LinearScale {
  return start === end ? constantScale(end) : { atMax: start, atZero: end };
}
