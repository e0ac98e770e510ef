import { throwIfAborted } from '../core/abort';
import { DeviceError } from '../core/errors';
import type { RunNotice } from '../core/events';
import { type Size, area } from '../core/geometry';
import { createBuffers } from './buffers';
import { compositeMask, docRectOf } from './composite';
import { selectionOutsideLayer } from './context';
import type { DeviceSource } from './device';
import { fillTransparent } from './fill';
import { isOpaqueUnder } from './opacity';
import { planRun, type Plan } from './plan';
import { hasPixels } from './planes';
import type { FastSettings, RestoreRequest, RestoreResult, RunOptions } from './request';
import { restoreTiles } from './restore-tiles';
import { createResultPictures, type ResultPictures } from './result-pictures';
import { createStageClock } from './stage-clock';

/** Factor by which tiles shrink when the device ran out of memory. */
const SMALLER = 4;

/**
 * Restores with the embedded network. Borrows the request.
 *
 * 1. *Plan*: the composite mask gives the region; the region, the context around it and the
 *    device's limit give the tiles.
 * 2. *Load*: the network for tiles of that size.
 * 3. *Restore*, tile by tile: network, low-frequency correction or back-projection, blend with the
 *    source by strength, resize to the output. Colours under transparent pixels are filled first.
 * 4. *Finish*: the mask at the output's size.
 *
 * Events: stage plan, (notice)?, device, stage load, load…, stage restore, (tile, preview?)…, stage finish.
 * When the device runs out of memory: notice `smaller-tiles`, then once more from stage plan.
 *
 * @throws DocumentError `nothing-selected`, `selection-outside-layer`
 * @throws DeviceError `out-of-memory`, and what the device throws
 * @throws the signal's reason, at the latest after the tile that is running
 */
export async function restoreFast(
  request: RestoreRequest<FastSettings>,
  devices: DeviceSource,
  { signal, onEvent }: RunOptions,
): Promise<RestoreResult> {
  const { source, selection, contextRect } = request;
  const clock = createStageClock(onEvent);
  const buffers = createBuffers();
  throwIfAborted(signal);

  clock.enter('plan');
  const device = await devices.acquire(request.device, signal);
  const notices: RunNotice[] = device.gpuFailure === null ? [] : [device.gpuFailure];
  for (const notice of notices) onEvent({ type: 'notice', notice });
  onEvent({ type: 'device', device: device.kind, label: device.label });
  buffers.hold(source.data.byteLength + (selection?.data.byteLength ?? 0));
  const composite = compositeMask(request);
  if (!hasPixels(source, composite.region)) throw selectionOutsideLayer();
  const filled = fillTransparent(source);
  buffers.hold(filled.ownBytes);
  const region = docRectOf(composite.region, contextRect, 1);
  const planFor = (maxTilePixels: number): Plan => planRun({ ...request, region, maxTilePixels });

  const run = async (plan: Plan): Promise<Restored> => {
    clock.enter('load');
    const session = await device.session(plan.head, plan.grid.tileSize, {
      signal,
      onLoad: (doneBytes, totalBytes) =>
        onEvent({ type: 'load', what: device.model, doneBytes, totalBytes }),
    });
    throwIfAborted(signal);
    clock.enter('restore');
    const pictures = createResultPictures(request, plan, buffers);
    const release = buffers.hold(bytesOf(pictures));
    try {
      const tileRun = { request, plan, session, source: filled.image, pictures, buffers };
      return { plan, pictures, networkMs: await restoreTiles(tileRun, { signal, onEvent }) };
    } catch (error) {
      release();
      throw error;
    }
  };

  const runSmaller = async (tileSize: Size): Promise<Restored> => {
    await device.freeSessions();
    notices.push('smaller-tiles');
    onEvent({ type: 'notice', notice: 'smaller-tiles' });
    clock.enter('plan');
    return run(planFor(Math.floor(area(tileSize) / SMALLER)));
  };

  const first = planFor(device.maxTilePixels);
  const { plan, pictures, networkMs } = await run(first).catch((error: unknown) => {
    if (!isOutOfMemory(error)) throw error;
    return runSmaller(first.grid.tileSize);
  });

  clock.enter('finish');
  const outputScale = request.mode === 'enlarge' ? request.scale : 1;
  const mask = outputScale === 1 ? composite.mask : composite.enlarged(outputScale);
  buffers.hold(mask.data.byteLength);
  return {
    rect: docRectOf(plan.region, contextRect, outputScale),
    image: pictures.image,
    mask,
    full: pictures.full,
    opaque: isOpaqueUnder(source, composite.region, composite.mask, request.scale),
    report: {
      restorer: 'fast',
      model: device.model,
      precision: 'fp32',
      device: device.kind,
      deviceLabel: device.label,
      scale: request.scale,
      mode: request.mode,
      tiles: plan.grid.tiles.length,
      tileSize: plan.grid.tileSize,
      contextSize: { width: contextRect.width, height: contextRect.height },
      timingsMs: clock.stop(),
      networkMs,
      peakBytes: buffers.peakBytes,
      notices,
      supir: null,
    },
  };
}

interface Restored {
  readonly plan: Plan;
  readonly pictures: ResultPictures;
  readonly networkMs: number;
}

function bytesOf({ image, full }: ResultPictures): number {
  return image.data.byteLength + (full?.data.byteLength ?? 0);
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof DeviceError && error.code === 'out-of-memory';
}
