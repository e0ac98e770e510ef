import type { StoredType } from '../weights/lazy-tensor';
import type { PredictionHint } from './name-hints';

/** What a model file turned out to be, from its header alone. */
export type ModelDescription = SupirDescription | SdxlDescription;

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
  /** Quality or fidelity. Only the name tells: both have the same tensors. null: it does not. */
  readonly variant: 'Q' | 'F' | null;
}

/** An SDXL checkpoint in the original layout: UNet, autoencoder and both text towers. */
export interface SdxlDescription extends Described {
  readonly role: 'sdxl';
  /** Distilled to few steps, as far as its name or metadata tell. */
  readonly isLightning: boolean;
  /** What its name hints at that would not run as it should; null: nothing. For a warning. */
  readonly predictionHint: PredictionHint | null;
}
