import type { Size } from '../../core/geometry';
import type { WeightPolicy } from '../../networks/policy';
import type { SupirReport } from '../request';
import type { SupirSettings } from '../supir-settings';
import type { VaeTiling } from './vae-tiles';

/** A SUPIR run's sizes and choices, known before anything runs. */
export interface SupirPlan {
  readonly working: Size;
  readonly weights: SupirReport['weights'];
  readonly policy: WeightPolicy;
  readonly vaeTiling: { readonly encoder: VaeTiling; readonly decoder: VaeTiling } | null;
  readonly samplerTiles: SupirSettings['samplerTiles'];
  /** Bytes that are taken to be free on the graphics card for weights, tiles and activations. */
  readonly cardBytes: number;
  /** Whether a guided step takes both prompts in one batch; one after the other needs less memory. */
  readonly promptsTogether: boolean;
}
