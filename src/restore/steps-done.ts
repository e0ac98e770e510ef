import type { Size } from '../core/geometry';
import type { FloatPrecision } from '../networks/policy';
import type { SamplingState } from '../sampling/sample';
import type { SupirSettings, WeightChoice } from './supir-settings';

/**
 * A run of SUPIR between two of its steps: with the request, all that the rest of it depends on. It
 * holds no file and no function, so it can be stored.
 */
export interface StepsDone extends SamplingState {
  /** Steps of the whole run. */
  readonly steps: number;
  readonly planned: Planned;
}

/** What the plan of the run had chosen; the rest of it has to go on so. */
export interface Planned {
  readonly working: Size;
  readonly weights: Exclude<WeightChoice, 'auto'>;
  readonly floats: FloatPrecision;
  readonly samplerTiles: SupirSettings['samplerTiles'];
  readonly vaeTiling: { readonly encoder: CoreAndEdge; readonly decoder: CoreAndEdge } | null;
  readonly promptsTogether: boolean;
}

/** A tile of the autoencoder, in its input's pixels or cells. */
interface CoreAndEdge {
  readonly tile: number;
  readonly padding: number;
}
