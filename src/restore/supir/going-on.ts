import { PanelError } from '../../core/errors';
import { sameSize } from '../../core/geometry';
import { vaeDownscale } from '../../networks/vae/vae-config';
import type { Latent } from '../../sampling/latent';
import type { SamplingState } from '../../sampling/sample';
import type { SupirRestorer } from '../request';
import type { StepsDone } from '../steps-done';
import type { SupirConfig } from '../supir-config';
import type { SupirPlan } from './plan';
import type { DeviceLimits } from './supir-plan';
import { arePlannedTiles, hasSameSteps } from './planned-tiles';

/** A copy of where the sampler stands, which lasts beyond the next step. */
export function stepsDoneOf(state: SamplingState, steps: number, plan: SupirPlan): StepsDone {
  const { working, weights, policy, samplerTiles, vaeTiling, promptsTogether } = plan;
  return {
    done: state.done,
    steps,
    x: copyOf(state.x),
    denoised: copyOf(state.denoised),
    planned: {
      working,
      weights,
      floats: policy.floats,
      samplerTiles,
      vaeTiling,
      promptsTogether,
    },
  };
}

function copyOf({ dims, data }: Latent): Latent {
  return { dims, data: data.slice() };
}

/** The request with what a run that goes on has to plan as it was planned. */
export function restorerAsPlanned(restorer: SupirRestorer): SupirRestorer {
  const weights = restorer.from?.planned.weights;
  return weights === undefined ? restorer : { ...restorer, weights };
}

/**
 * Told before a plan is made, which would ask for other weights: no setting changes those of a run
 * that goes on.
 *
 * @throws PanelError `unfinished-run-other-precision` where the steps took 16-bit floats that this
 * device does not have
 */
export function checkFloats(
  { from }: SupirRestorer,
  { shaderF16 }: Pick<DeviceLimits, 'shaderF16'>,
): void {
  if (from?.planned.floats === 'mixed' && !shaderF16) throw otherPrecision('mixed', 'full');
}

/**
 * The plan of a run that goes on after steps of before: the device's, with the tiles of before.
 *
 * @throws PanelError `unfinished-run-unusable` where the steps are those of another run,
 * `unfinished-run-other-precision` where the device computes with other floats
 */
export function planGoingOn(
  plan: SupirPlan,
  restorer: SupirRestorer,
  config: SupirConfig,
): SupirPlan {
  const { from, settings } = restorer;
  if (from === undefined) return plan;
  const { planned, done, steps } = from;
  if (planned.floats !== plan.policy.floats) {
    throw otherPrecision(planned.floats, plan.policy.floats);
  }
  const isOfThisRun =
    steps === settings.steps &&
    isCount(done, steps) &&
    sameSize(planned.working, plan.working) &&
    arePlannedTiles(planned, plan, restorer, config) &&
    [from.x, from.denoised].every((latent) => isLatentOf(latent, plan, config));
  if (!isOfThisRun) throw unfinishedRunUnusable();
  const { samplerTiles, vaeTiling, promptsTogether } = planned;
  return { ...plan, samplerTiles, vaeTiling, promptsTogether };
}

function isCount(value: number, most: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= most;
}

/**
 * Whether the rest of a run may go on from steps of before under this plan, which may have become
 * smaller since: steps in other pieces would not give the same picture, unless none is left.
 */
export function mayGoOn({ done, steps, planned }: StepsDone, plan: SupirPlan): boolean {
  return done === steps || hasSameSteps(planned, plan);
}

function isLatentOf({ dims, data }: Latent, { working }: SupirPlan, config: SupirConfig): boolean {
  const cell = vaeDownscale(config.vae);
  const expected = [1, config.vae.zChannels, working.height / cell, working.width / cell];
  const length = expected.reduce((product, size) => product * size, 1);
  return (
    dims.join() === expected.join() &&
    data instanceof Float32Array &&
    data.length === length &&
    data.every(Number.isFinite)
  );
}

type Floats = StepsDone['planned']['floats'];

function otherPrecision(before: Floats, here: Floats): PanelError {
  const [begun, now] = [PRECISIONS[before], PRECISIONS[here]];
  return new PanelError({
    code: 'unfinished-run-other-precision',
    message: `The unfinished run was begun in another precision (${begun}) than this device computes in (${now}).`,
    hint: 'Go on with it on the device that it was begun on; or discard it, and restore the selection anew.',
    details: { begun, now },
  });
}

/** As the report of a run names them. */
const PRECISIONS = { full: 'fp32', mixed: 'mixed' } as const;

function unfinishedRunUnusable(): PanelError {
  return new PanelError({
    code: 'unfinished-run-unusable',
    message: 'What was kept of the unfinished run does not fit these settings or files.',
    hint: 'Discard it, and restore the selection anew.',
  });
}
