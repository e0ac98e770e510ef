import type { Rect } from '../core/geometry';
import type { Latent } from './latent';

/** State that one step of a sampler starts from. */
export interface StepState {
  readonly x: Latent;
  /** The guided prediction of the step before; null at the first. */
  readonly previous: Latent | null;
}

/** Inputs of a step besides the state; `noise` is null where none is added. */
export interface StepContext {
  readonly index: number;
  readonly center: Latent;
  readonly noise: Latent | null;
  /** The part of the whole latent that is being sampled. */
  readonly window: Rect;
  /** Counts windows in reading order; 0 where the latent is sampled whole. */
  readonly tile: number;
}

export interface StepResult {
  readonly x: Latent;
  /** The guided prediction, before restoration guidance. */
  readonly denoised: Latent;
}

/** One step for one window: pure apart from the network behind it. */
export type SamplerStep = (state: StepState, context: StepContext) => Promise<StepResult>;

/**
 * The guided prediction of the clean latent at noise level `sigma`. `controlScale` is the strength
 * of the control branch; `window` and `tile` say which part of control and which prompt to use.
 */
export type GuidedDenoiser = (
  x: Latent,
  sigma: number,
  controlScale: number,
  context: StepContext,
) => Promise<Latent>;

/** A sampler: its levels and its step. */
export interface Sampler {
  /** n + 1 levels, the last one 0. */
  readonly sigmas: Float32Array;
  /** Whether noise is drawn for step i, for whole pictures and for tiled ones. */
  drawsNoise(index: number, tiled: boolean): boolean;
  readonly step: SamplerStep;
}
