import type { StoredType } from '../weights/lazy-tensor';
import type { PredictionHint } from './name-hints';

/** A model file as its header describes it. */
export type ModelDescription = SupirDescription | SdxlDescription | LoraDescription;

interface Described {
  readonly name: string;
  readonly byteLength: number;
  /** Types of its weights, the one with the most bytes first. */
  readonly types: readonly StoredType[];
  /** Whether it has the published sizes; others need a `config.json`. */
  readonly isPublishedSize: boolean;
}

/** SUPIR v0: control branch, adapters and denoising encoder. */
export interface SupirDescription extends Described {
  readonly role: 'supir';
  /** Quality or fidelity, by the file's name alone: both have the same tensors. null: unknown. */
  readonly variant: 'Q' | 'F' | null;
}

/** An SDXL checkpoint in the original layout: UNet, autoencoder and both text towers. */
export interface SdxlDescription extends Described {
  readonly role: 'sdxl';
  /** Whether it is distilled to few steps, as far as its name or metadata say. */
  readonly isLightning: boolean;
  /** Kind that its name hints at and that would not run well; null: none. For a warning. */
  readonly predictionHint: PredictionHint | null;
}

/** A low-rank file for SDXL, which is added to the base model. */
export interface LoraDescription extends Described {
  readonly role: 'lora';
  /** Whether it makes its base model one of few steps, as far as its name or metadata say. */
  readonly isLightning: boolean;
}
