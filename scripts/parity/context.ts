import type { WeightPolicy } from '../../src/networks/policy';
import type { Runtime } from '../../src/onnx/session';
import type { Precision } from './limits';
import type { ParitySet } from './parity-set';
import type { StageFile } from './stage-file';

export interface StageContext {
  readonly set: ParitySet;
  readonly file: StageFile;
  readonly runtime: Runtime;
  readonly policy: WeightPolicy;
  readonly precision: Precision;
  /** Whether a run of a sampler, or a whole one, is compared, by its name in the file. */
  readonly includesRun: (name: string) => boolean;
  readonly signal: AbortSignal;
}

/** Compares all of one stage file. */
export type StageRunner = (context: StageContext) => Promise<void>;
