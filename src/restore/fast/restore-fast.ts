import { area, rectOfSize } from '../../core/geometry';
import type { DeviceSource } from '../device';
import { finish } from '../finish';
import { prepare, retrySmaller } from '../prepare';
import type { FastSettings, RestoreRequest, RestoreResult, RunOptions } from '../request';
import { createResultPictures, type ResultPictures } from '../result-pictures';
import { planFast, planOfTile, type FastPlan } from './fast-plan';
import { createKeptTile, type KeptTile } from './kept-tile';
import { restoreTiles } from './restore-tiles';

/** Factor by which tiles shrink when the device ran out of memory. */
const SMALLER = 4;

/**
 * Restores with the embedded network. Borrows the request. `keptTile`: what the network made of a
 * tile that was tried, and where that of this try goes.
 *
 * 1. *Plan*: the composite mask gives the region; the region, the context around it and the
 *    device's limit give the tiles.
 * 2. *Load*: the network for tiles of that size.
 * 3. *Restore*, tile by tile: network, low-frequency correction or back-projection, blend with the
 *    source by strength, resize to the output. Colours under transparent pixels are filled first.
 * 4. *Finish*: the mask at the output's size.
 *
 * A try does so with the one tile of the run whose core holds the point.
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
  options: RunOptions,
  keptTile: KeptTile = createKeptTile(),
): Promise<RestoreResult> {
  const { signal, onEvent } = options;
  const acquire = () => devices.acquire(request.device, signal);
  const prepared = await prepare(request, acquire, options);
  const { clock, buffers, device, composite, filled } = prepared;
  const { region, shown } = composite;
  const context = rectOfSize(request.source);
  const { scale, tryAt } = request;
  const planFor = (maxTilePixels: number): FastPlan => {
    const plan = planFast({ context, region, scale, maxTilePixels });
    return tryAt === undefined ? plan : planOfTile(plan, shown, tryAt);
  };

  const run = async (plan: FastPlan): Promise<Restored> => {
    clock.enter('load');
    const session = await device.session(plan.head, plan.grid.tileSize, {
      signal,
      onLoad: (doneBytes, totalBytes) =>
        onEvent({ type: 'load', what: device.model, doneBytes, totalBytes }),
    });
    signal.throwIfAborted();
    clock.enter('restore');
    const pictures = createResultPictures(request, plan.region, buffers);
    const release = buffers.hold(bytesOf(pictures));
    try {
      const network = `${device.model} on ${device.kind} ${device.label}`;
      const places = { source: filled, pictures, buffers, keptTile };
      const tileRun = { request, plan, network, session, ...places };
      return { plan, pictures, networkMs: await restoreTiles(tileRun, options) };
    } catch (error) {
      release();
      throw error;
    }
  };

  const first = planFor(device.maxTilePixels);
  const smaller = async (plan: FastPlan): Promise<FastPlan | null> => {
    if (plan !== first) return null;
    await device.freeSessions();
    return planFor(Math.floor(area(plan.grid.tileSize) / SMALLER));
  };
  const restored = await retrySmaller(prepared, onEvent, first, run, smaller);

  clock.enter('finish');
  const { plan, pictures, networkMs } = restored;
  const done =
    tryAt === undefined ? prepared : { ...prepared, composite: composite.within(plan.region) };
  return finish(request, done, pictures, {
    model: device.model,
    precision: 'fp32',
    tiles: plan.grid.tiles.length,
    tileSize: plan.grid.tileSize,
    networkMs,
    supir: null,
  });
}

interface Restored {
  readonly plan: FastPlan;
  readonly pictures: ResultPictures;
  readonly networkMs: number;
}

function bytesOf({ image, content }: ResultPictures): number {
  return image.data.byteLength + (content?.data.byteLength ?? 0);
}
