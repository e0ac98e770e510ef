import { rectOfSize } from '../../core/geometry';
import type { Tensor } from '../../onnx/session';
import type { SamplingState } from '../../sampling/sample';
import type { StepsDone } from '../steps-done';
import type { ModelSource } from '../device';
import { finish } from '../finish';
import { prepare, retrySmaller } from '../prepare';
import type { RestoreRequest, RestoreResult, RunOptions, SupirRestorer } from '../request';
import { createResultPictures } from '../result-pictures';
import { cardMemory } from './card-memory';
import { failedOn } from './failed-on';
import { checkFloats, mayGoOn, planGoingOn, restorerAsPlanned, stepsDoneOf } from './going-on';
import { openNetworks, type Networks } from './open-networks';
import { isGuided } from './plan-work';
import { toWorkingPicture } from './working-picture';
import { writeResult } from './write-result';
import { supirReport } from './supir-report';
import { createKeptResults, type KeptResults } from './kept-results';
import { createMeasured, runPlan } from './run-plan';
import { planSupir, smallerPlan } from './supir-plan';
import type { SupirPlan } from './plan';
import { textIds } from './text-ids';
import { sampledPart, type SampledPart } from './sampled-part';

/**
 * Restores with SUPIR from the user's own files. Borrows the request. `kept`: results of earlier
 * runs, and where those of this one go.
 *
 * 1. *Plan*: the files' headers give the networks' sizes; context, scale and device give the
 *    working size, the precision and the tiles.
 * 2. *Restore* (docs/supir.md, section 2) at the working size, with one
 *    network after the other; on a graphics adapter their weights stay (`restorePicture`).
 * 3. *Finish*: back to the output's size under the source's own alpha, and the mask.
 *
 * A try samples, and gives back, one part of the picture: a tile of the run where that goes in tiles.
 * As the run blends its tiles after each step, it can use of the try the texts and all that comes before
 * the steps, and the sampled latent only where the part is the whole.
 *
 * Events: stage plan, (notice)?, device, stage restore, (part…, load…, preview?)…, stage finish. When the
 * device runs out of memory: notice `smaller-tiles`, then once more from stage plan.
 *
 * @throws DocumentError `nothing-selected`, `selection-outside-layer`, `selection-too-large`
 * @throws ModelError when a file is not what the networks need
 * @throws PanelError `unfinished-run-unusable` when the steps are those of another run,
 * `unfinished-run-other-precision` when the device computes with other floats
 * @throws DeviceError `no-half-floats`, `network-too-large`, `network-out-of-memory`, and what the
 * device throws
 * @throws the signal's reason, at the latest after the network run that is going on
 */
export async function restoreSupir(
  request: RestoreRequest<SupirRestorer>,
  models: ModelSource,
  options: RunOptions,
  kept: KeptResults = createKeptResults(),
): Promise<RestoreResult> {
  const { source, scale, mode, memory } = request;
  const restorer = restorerAsPlanned(request.restorer);
  const { signal, onEvent, stop, onStepsDone } = options;
  const acquire = () => models.acquireBare(request.device, signal);
  const prepared = await prepare(request, acquire, options);
  const { clock, breathe, buffers, device, composite, filled } = prepared;
  const { region } = composite;
  const context = rectOfSize(source);
  const networks = openNetworks(restorer, models);
  const tokens = textIds(restorer, await models.merges(signal), networks.config);
  checkFloats(restorer, device);
  const question = { restorer, context, scale, limits: device, memory, ...networks };
  const first = planGoingOn(planSupir(question), restorer, networks.config);
  const sampledOf = (plan: SupirPlan): SampledPart =>
    sampledPart(request, plan, networks, composite);
  signal.throwIfAborted();

  const measured = createMeasured();
  let failedAtBytes: number | null = null;
  /** The newest step of all tries; what `onStepsDone` gets may be moved elsewhere. */
  let standing: StepsDone | undefined = restorer.from;
  // In smaller tiles the steps begin anew, unless the person has seen enough of them.
  const begunAt = (plan: SupirPlan): StepsDone | undefined =>
    restorer.from && mayGoOn(restorer.from, plan) ? restorer.from : undefined;
  const run = async (plan: SupirPlan): Promise<Restored> => {
    clock.enter('restore');
    if (kept.isOther(weightsKey(networks, plan))) await device.runtime.releaseWeights();
    const { tried, planned, sampled, shown } = sampledOf(plan);
    const memory = {
      ...networks,
      guided: isGuided(restorer.settings),
      heldBytes: device.runtime.keptWeightBytes,
    };
    const needed = { all: cardMemory(plan, memory), sampled: cardMemory(planned, memory) };
    const picture = await toWorkingPicture(filled, plan.working, buffers, breathe);
    try {
      const part = { tried, sampled, shown };
      const job = { restorer, plan, networks, tokens, picture, ...part, buffers, measured, kept };
      const steps = {
        from: stop?.aborted === true ? standing : begunAt(plan),
        onState(state: SamplingState) {
          standing = stepsDoneOf(state, restorer.settings.steps, plan);
          onStepsDone?.(stepsDoneOf(state, restorer.settings.steps, plan));
        },
      };
      return { plan, samples: await runPlan({ ...job, ...steps }, device, options) };
    } catch (error) {
      const isSampled = measured.part === 'sample' || measured.part === 'decode';
      const short = isSampled ? needed.sampled : needed.all;
      const failed = device.kind === 'webgpu' ? failedOn(error, measured.part, short) : null;
      if (failed === null) throw error;
      failedAtBytes = Math.min(failed.peakBytes, failedAtBytes ?? Infinity);
      throw failed.error;
    } finally {
      buffers.give(picture.data);
    }
  };
  const smaller = async (plan: SupirPlan): Promise<SupirPlan | null> => {
    // All of them: which ones the next try needs first is not known here.
    await device.runtime.releaseWeights();
    return smallerPlan(plan, question);
  };
  const { plan, samples } = await retrySmaller(prepared, onEvent, first, run, smaller);
  signal.throwIfAborted();

  clock.enter('finish');
  const { planned, shown } = sampledOf(plan);
  const pictures = createResultPictures(request, shown, buffers);
  const place = { context, region: shown, factor: mode === 'in-place' ? 1 : scale };
  await writeResult(samples, place, pictures, buffers, breathe);
  const { kind, name } = device;
  const done = { ...networks, work: kept.facts.work(networks), device: kind, label: name };
  const report = supirReport(restorer, { plan, planned }, done, { ...measured, failedAtBytes });
  const part = { ...prepared, composite: shown === region ? composite : composite.within(shown) };
  return finish(request, part, pictures, report);
}

/** Of the files and the form in which a run's weights lie on the device. */
export function weightsKey(
  { sdxl, supir }: Pick<Networks, 'sdxl' | 'supir'>,
  { policy }: Pick<SupirPlan, 'policy'>,
): string {
  return JSON.stringify([sdxl.key, supir.key, policy]);
}

interface Restored {
  readonly plan: SupirPlan;
  /** [1, 3, h, w] at the working size, about −1…1. */
  readonly samples: Tensor;
}
