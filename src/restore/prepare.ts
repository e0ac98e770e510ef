import { createBreather, type Breathe } from '../core/breathe';
import type { OnRunEvent, RunNotice } from '../core/events';
import type { Image } from '../core/image';
import { isOutOfMemory } from '../onnx/failure';
import { createBuffers, type Buffers } from '../pixels/buffers';
import { compositeMask, type CompositeMask } from './composite';
import { selectionOutsideLayer } from './context';
import type { RunDevice } from './device';
import { fillTransparent } from '../pixels/fill';
import { hasPixels } from '../pixels/planes';
import type { AnyRestorer, RestoreRequest, RunOptions } from './request';
import { createStageClock, type StageClock } from './stage-clock';

/** What every recipe begins with; it is in the stage `plan` then. */
export interface PreparedPicture {
  readonly clock: StageClock;
  /** Awaited between parts of the work on the pictures; throws the signal's reason. */
  readonly breathe: Breathe;
  readonly buffers: Buffers;
  /** What went otherwise than planned, so far. */
  readonly notices: RunNotice[];
  readonly composite: CompositeMask;
  /** The request's source with its transparent pixels filled. */
  readonly filled: Image;
}

/** What every recipe on a device of this computer begins with. */
export interface Prepared<Device extends RunDevice = RunDevice> extends PreparedPicture {
  readonly device: Device;
}

/**
 * Gets a device, then the composite mask and the filled source. Borrows the request.
 *
 * Events: stage plan, (notice)?, device.
 *
 * @throws DocumentError `nothing-selected`, `selection-outside-layer`
 * @throws the signal's reason, and what `acquire` throws
 */
export async function prepare<Device extends RunDevice>(
  request: RestoreRequest,
  acquire: () => Promise<Device>,
  { signal, onEvent }: RunOptions,
): Promise<Prepared<Device>> {
  const clock = createStageClock(onEvent);
  signal.throwIfAborted();
  clock.enter('plan');
  const device = await acquire();
  const notices: RunNotice[] = device.gpuFailure === null ? [] : [device.gpuFailure];
  for (const notice of notices) onEvent({ type: 'notice', notice });
  onEvent({ type: 'device', device: device.kind, label: device.label });
  const picture = await preparePicture(request, clock, createBreather(signal), notices);
  return { ...picture, device };
}

/**
 * The composite mask and the filled source. Borrows the request.
 *
 * @throws DocumentError `nothing-selected`, `selection-outside-layer`
 * @throws what `breathe` throws
 */
export async function preparePicture(
  request: RestoreRequest<AnyRestorer>,
  clock: StageClock,
  breathe: Breathe,
  notices: RunNotice[] = [],
): Promise<PreparedPicture> {
  const { source, selection } = request;
  const buffers = createBuffers();
  buffers.hold(source.data.byteLength + (selection?.data.byteLength ?? 0));
  const composite = await compositeMask(request, breathe);
  if (!hasPixels(source, composite.shown)) throw selectionOutsideLayer();
  const filled = await fillTransparent(source, breathe);
  buffers.hold(filled.ownBytes);
  return { clock, breathe, buffers, notices, composite, filled: filled.image };
}

/**
 * Runs a plan; whenever the device, or what `isTooLarge` stands for, runs out of memory, once more from the stage `plan` with the
 * `smaller` one, after a notice. Where there is none (null), the error is thrown.
 */
export async function retrySmaller<Plan, Result>(
  { clock, notices }: Pick<PreparedPicture, 'clock' | 'notices'>,
  onEvent: OnRunEvent,
  first: Plan,
  run: (plan: Plan) => Promise<Result>,
  smaller: (plan: Plan) => Plan | null | Promise<Plan | null>,
  isTooLarge: (error: unknown) => boolean = isOutOfMemory,
): Promise<Result> {
  for (let plan = first; ;) {
    try {
      return await run(plan);
    } catch (error) {
      const next = isTooLarge(error) ? await smaller(plan) : null;
      if (next === null) throw error;
      plan = next;
    }
    if (!notices.includes('smaller-tiles')) notices.push('smaller-tiles');
    onEvent({ type: 'notice', notice: 'smaller-tiles' });
    clock.enter('plan');
  }
}
