import { PanelError } from '../../core/errors';
import { sameSize } from '../../core/geometry';
import { vaeDownscale } from '../../networks/vae/vae-config';
import type { Latent } from '../../sampling/latent';
import type { SamplingState } from '../../sampling/sample';
import type { StepsDone, Planned } from '../steps-done';
import type { SupirRestorer } from '../request';
import type { SupirConfig } from '../supir-config';
import type { SupirPlan } from './plan';

/** A copy of where the sampler stands, which lasts beyond the next step. */
export function stepsDoneOf(state: SamplingState, steps: number, plan: SupirPlan): StepsDone {
  const { working, weights, samplerTiles, vaeTiling, promptsTogether } = plan;
  return {
    done: state.done,
    steps,
    x: copyOf(state.x),
    denoised: copyOf(state.denoised),
    planned: { working, weights, samplerTiles, vaeTiling, promptsTogether },
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
 * The plan of a run that goes on after steps of before: the device's, with the tiles of before.
 *
 * @throws PanelError `unfinished-run-unusable` where the steps are those of another run
 */
export function planGoingOn(
  plan: SupirPlan,
  { from, settings }: Pick<SupirRestorer, 'from' | 'settings'>,
  config: SupirConfig,
): SupirPlan {
  if (from === undefined) return plan;
  const { planned, done, steps } = from;
  const isOfThisRun =
    steps === settings.steps &&
    isCount(done, steps) &&
    sameSize(planned.working, plan.working) &&
    areTiles(planned) &&
    [from.x, from.denoised].every((latent) => isLatentOf(latent, plan, config));
  if (!isOfThisRun) throw unfinishedRunUnusable();
  const { samplerTiles, vaeTiling, promptsTogether } = planned;
  return { ...plan, samplerTiles, vaeTiling, promptsTogether };
}

function isCount(value: number, most: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= most;
}

/** Sides beyond this were never planned. */
const MAX_TILE = 1 << 14;

function areTiles({ samplerTiles, vaeTiling }: Planned): boolean {
  const vae = vaeTiling === null ? [] : [vaeTiling.encoder, vaeTiling.decoder];
  return (
    (samplerTiles === null ||
      (isCount(samplerTiles.tile, MAX_TILE) && isCount(samplerTiles.stride, samplerTiles.tile))) &&
    vae.every(({ tile, padding }) => isCount(tile, MAX_TILE) && isCount(padding, MAX_TILE))
  );
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

function unfinishedRunUnusable(): PanelError {
  return new PanelError({
    code: 'unfinished-run-unusable',
    message: 'What was kept of the unfinished run does not fit these settings or files.',
    hint: 'Discard it, and restore the selection anew.',
  });
}
