import { throwIfAborted } from '../../core/abort';
import { DeviceError } from '../../core/errors';
import type { RunNotice } from '../../core/events';
import { rectOfSize, scaleSize } from '../../core/geometry';
import type { Tensor } from '../../onnx/session';
import { createBuffers } from '../../pixels/buffers';
import { compositeMask, docRectOf } from '../composite';
import { selectionOutsideLayer } from '../context';
import type { ModelSource } from '../device';
import { fillTransparent } from '../../pixels/fill';
import { isOpaqueUnder } from '../opacity';
import { hasPixels } from '../../pixels/planes';
import type { RestoreRequest, RestoreResult, RunOptions, SupirRequest } from '../request';
import { createResultPictures } from '../result-pictures';
import { createStageClock } from '../stage-clock';
import { openNetworks } from './networks';
import { fromWorkingPicture, toWorkingPicture } from './pixels';
import { planSupir, smallerPlan, type SupirPlan } from './supir-plan';
import { supirReport } from './report';
import { runPlan } from './run-plan';
import { textIds } from './texts';

/**
 * Restores with SUPIR from the user's own files. Borrows the request.
 *
 * 1. *Plan*: the files' headers give the networks' sizes; context, scale and device give the
 *    working size, the precision and the tiles.
 * 2. *Restore* (docs/supir.md, section 2) at the working size, with each network
 *    loaded, used and freed before the next one (`restorePicture`).
 * 3. *Finish*: back to the output's size under the source's own alpha, and the mask.
 *
 * Events: stage plan, (notice)?, device, stage restore, (part…, load…, preview?)…, stage finish. When the
 * device runs out of memory: notice `smaller-tiles`, then once more from stage plan.
 *
 * @throws DocumentError `nothing-selected`, `selection-outside-layer`, `selection-too-large`
 * @throws ModelError when a file is not what the networks need
 * @throws DeviceError `no-half-floats`, `network-too-large`, `network-out-of-memory`, and what the
 * device throws
 * @throws the signal's reason, at the latest after the network run that is going on
 */
export async function restoreSupir(
  request: RestoreRequest<SupirRequest>,
  models: ModelSource,
  { signal, onEvent }: RunOptions,
): Promise<RestoreResult> {
  const { source, selection, contextRect, restorer, scale, mode } = request;
  const clock = createStageClock(onEvent);
  const buffers = createBuffers();
  throwIfAborted(signal);

  clock.enter('plan');
  const device = await models.acquireBare(request.device, signal);
  const notices: RunNotice[] = device.gpuFailure === null ? [] : [device.gpuFailure];
  for (const notice of notices) onEvent({ type: 'notice', notice });
  onEvent({ type: 'device', device: device.kind, label: device.label });
  buffers.hold(source.data.byteLength + (selection?.data.byteLength ?? 0));
  const composite = compositeMask(request);
  const { region } = composite;
  if (!hasPixels(source, region)) throw selectionOutsideLayer();
  const filled = fillTransparent(source);
  buffers.hold(filled.ownBytes);
  const networks = openNetworks(restorer, models);
  const tokens = textIds(restorer, await models.merges(signal), networks.config);
  const context = rectOfSize(source);
  const question = { restorer, context, scale, limits: device, ...networks };
  const first = planSupir(question);
  throwIfAborted(signal);

  const measured = { networkMs: 0, weightBytes: 0 };
  const run = async (plan: SupirPlan): Promise<Restored> => {
    clock.enter('restore');
    const picture = toWorkingPicture(filled.image, plan.working, buffers);
    try {
      const shown = { region, context };
      const job = { restorer, plan, networks, tokens, picture, ...shown, buffers, measured };
      return { plan, samples: await runPlan(job, device, { signal, onEvent }) };
    } finally {
      buffers.give(picture.data);
    }
  };

  const runOrShrink = async (plan: SupirPlan): Promise<Restored> => {
    try {
      return await run(plan);
    } catch (error) {
      const smaller = isOutOfMemory(error) ? smallerPlan(plan, question) : null;
      if (smaller === null) throw error;
      if (!notices.includes('smaller-tiles')) notices.push('smaller-tiles');
      onEvent({ type: 'notice', notice: 'smaller-tiles' });
      clock.enter('plan');
      return runOrShrink(smaller);
    }
  };
  const { plan, samples } = await runOrShrink(first);
  throwIfAborted(signal);

  clock.enter('finish');
  const outputScale = mode === 'enlarge' ? scale : 1;
  const outputSize = rectOfSize(scaleSize(region, outputScale));
  const pictures = createResultPictures(request, { region, outputSize }, buffers);
  const pictureScale = mode === 'in-place' ? 1 : scale;
  const size = scaleSize(context, pictureScale);
  pictures.write(fromWorkingPicture(samples, size, buffers), context, region);
  const mask = outputScale === 1 ? composite.mask : composite.enlarged(outputScale);
  return {
    rect: docRectOf(region, contextRect, outputScale),
    image: pictures.image,
    mask,
    full: pictures.full,
    opaque: isOpaqueUnder(source, region, composite.mask, scale),
    report: supirReport({ request, device, plan, measured, notices, buffers, clock, ...networks }),
  };
}

interface Restored {
  readonly plan: SupirPlan;
  /** [1, 3, h, w] at the working size, about −1…1. */
  readonly samples: Tensor;
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof DeviceError && error.code === 'out-of-memory';
}
