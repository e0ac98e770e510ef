import type { RestorationStepConfig } from '../../networks/restoration-step';
import type { FloatPrecision } from '../../networks/policy';
import { floatShare } from './weight-bytes';

/** What one evaluation of the step's network sees. */
export interface StepView {
  /** Samples in a batch: two for both prompts together. */
  readonly batch: number;
  /** Latent cells of the picture, or of one window of it. */
  readonly cells: number;
}

/** Taps of the filters between levels. */
const TAPS = 3 * 3;

/**
 * Filters of a submit as multiples of the widest ones, 2 · widest → widest channels, which meet when
 * the runtime goes from one level to the next. It turns them round for its convolutions, and of 16
 * bits each is widened first; nothing is freed before a submit ends.
 */
const FILTERS: Readonly<Record<FloatPrecision, number>> = { mixed: 3.74, full: 1.17 };

/** Keys and values of the text, of every level's transformers, as wide as the widest. */
const TEXT_VALUES = 72;

/**
 * Activations for each latent cell, as multiples of one value of the first level, in 32 bits. Some 28
 * are the values that wait for the second half of the UNet: its own and the control branch's, 13 of the first
 * level, 19 of the second with half the numbers each, 22 of the third with a quarter. The rest is the
 * block that is being computed, where 32 bits take more of.
 */
const CELL_VALUES: Readonly<Record<FloatPrecision, number>> = { mixed: 42.46, full: 47.2 };

/**
 * The most that an evaluation of UNet, control branch and adapters needs beside its weights, bytes
 * (docs/webgpu-performance.md, section 13).
 */
export function stepActivationBytes(
  { unet, contextLength }: RestorationStepConfig,
  floats: FloatPrecision,
  { batch, cells }: StepView,
): number {
  const float = Float32Array.BYTES_PER_ELEMENT;
  const widest = unet.modelChannels * Math.max(...unet.channelMult);
  const filters = FILTERS[floats] * (2 * widest) * widest * TAPS * float;
  const text = TEXT_VALUES * contextLength * widest * float * floatShare(floats);
  const activations = CELL_VALUES[floats] * cells * unet.modelChannels * float;
  return filters + batch * (text + activations);
}
