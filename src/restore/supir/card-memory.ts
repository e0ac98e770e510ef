import { area } from '../../core/geometry';
import { vaeDownscale } from '../../networks/vae/vae-config';
import type { SupirConfig } from '../supir-config';
import { stepActivationBytes, type StepView } from './step-memory';
import type { SupirPlan } from './plan';
import { vaeRoom } from './vae-room';
import { weightBytes, type NetworkFloats } from './weight-bytes';

export interface MemoryQuestion {
  readonly config: SupirConfig;
  readonly floats: NetworkFloats;
  /** Whether steps have a negative prompt as well. */
  readonly guided: boolean;
  /** Weights that an earlier run has left on the card, bytes. */
  readonly heldBytes: number;
}

/** Memory that a run needs on the graphics card, bytes. */
export interface CardMemory {
  /** The most at once, phase by phase; what stays of the others included. */
  readonly phases: Readonly<Record<CardPhase, number>>;
  readonly peakBytes: number;
  /** Weights that stay between runs. */
  readonly restingBytes: number;
}

export type CardPhase = 'texts' | 'autoencoder' | 'step';

/** Activations of the text towers as a share of their weights. */
const TEXT_ACTIVATIONS = 0.02;

/**
 * What a plan needs on the card, and when (docs/webgpu-performance.md, section 13): the towers beside
 * what an earlier run has left; then UNet and autoencoder, whose weights stay beside each other where there is
 * room (`vaeRoom`), with the activations of one evaluation, or with the tiles that wait and the one that is
 * computed.
 */
export function cardMemory(plan: SupirPlan, question: MemoryQuestion): CardMemory {
  const { config, floats, guided, heldBytes } = question;
  const { policy } = plan;
  const weights = weightBytes(floats, plan.weights, policy.floats);
  const resting = weights.step + weights.autoencoder;
  const step = stepActivationBytes(config.step, policy.floats, stepView(plan, config, guided));
  const phases = {
    texts: heldBytes + weights.texts * (1 + TEXT_ACTIVATIONS),
    autoencoder: vaeRoom(plan, config.vae, weights).onCard,
    step: resting + step,
  };
  return { phases, peakBytes: Math.max(...Object.values(phases)), restingBytes: resting };
}

/** What one evaluation of the step's network sees. */
export function stepView(
  {
    working,
    samplerTiles,
    promptsTogether,
  }: Pick<SupirPlan, 'working' | 'samplerTiles' | 'promptsTogether'>,
  { vae }: Pick<SupirConfig, 'vae'>,
  guided: boolean,
): StepView & { readonly rows: number; readonly columns: number } {
  const cell = vaeDownscale(vae);
  const side = samplerTiles?.tile ?? Infinity;
  const rows = Math.min(side, working.height / cell);
  const columns = Math.min(side, working.width / cell);
  const cells = area({ width: columns, height: rows });
  return { batch: guided && promptsTogether ? 2 : 1, cells, rows, columns };
}
