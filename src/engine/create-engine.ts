import { createKeptTile } from '../restore/fast/kept-tile';
import { restoreFast } from '../restore/fast/restore-fast';
import type { RestoreRequest, RestoreResult, RunOptions } from '../restore/request';
import { createKeptResults } from '../restore/supir/kept-results';
import { forecastRun } from '../restore/supir/forecast-run';
import { restoreSupir } from '../restore/supir/restore-supir';
import { isDeviceGone } from './device-failure';
import { createDeviceOwner } from './device-owner';
import type { Engine } from './engine';
import { createIdleTimer } from './idle-timer';
import { createJobQueue } from './job-queue';
import type { Platform } from './platform';
import { fastDevices, supirModels } from './recipe-devices';

/** Milliseconds without a job after which the memory that is kept for the next one is given back. */
const IDLE_MS = 10 * 60_000;

/** The engine in the thread it is made in; on a page that is a worker (`createWorkerEngine`). */
export function createEngine(platform: Platform): Engine {
  const owner = createDeviceOwner(platform);
  const devices = fastDevices(owner, platform);
  const models = supirModels(owner, platform);
  const queue = createJobQueue();
  const kept = createKeptResults();
  const keptTile = createKeptTile();
  const forget = (): void => {
    kept.clear();
    keptTile.clear();
  };
  const idle = createIdleTimer(IDLE_MS, () => {
    void queue.run(() => {
      forget();
      return owner.releaseWeights();
    }, new AbortController().signal);
  });
  const restore = async (request: RestoreRequest, options: RunOptions): Promise<RestoreResult> => {
    const { restorer } = request;
    if (restorer.kind === 'supir') {
      keptTile.clear();
      return await restoreSupir({ ...request, restorer }, models, options, kept);
    }
    const result = await restoreFast({ ...request, restorer }, devices, options, keptTile);
    // The run that a tile was tried for is over.
    if (request.tryAt === undefined) keptTile.clear();
    return result;
  };
  return {
    describe: () => owner.describe(),
    restore: (request, options) =>
      queue.run(async () => {
        idle.stop();
        try {
          return await restore(request, options);
        } catch (error) {
          if (isDeviceGone(error)) await owner.release();
          throw error;
        } finally {
          if (owner.keptWeightBytes > 0 || !kept.isEmpty || !keptTile.isEmpty) idle.start();
        }
      }, options.signal),
    async forecast(request) {
      const device = await owner.look(request.device);
      return await forecastRun(request, device, models, kept);
    },
    stats: () =>
      Promise.resolve({
        ...owner.stats(),
        runningJobs: queue.running,
        waitingJobs: queue.waiting,
      }),
    release: () =>
      queue.run(() => {
        idle.stop();
        forget();
        return owner.release();
      }, new AbortController().signal),
  };
}
