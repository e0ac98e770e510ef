import { restoreFast } from '../restore/fast/restore-fast';
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

/** Milliseconds without a job after which a graphics adapter's memory is left to other programs. */
const IDLE_MS = 10 * 60_000;

/** The engine in the thread it is made in; on a page that is a worker (`createWorkerEngine`). */
export function createEngine(platform: Platform): Engine {
  const owner = createDeviceOwner(platform);
  const devices = fastDevices(owner, platform);
  const models = supirModels(owner, platform);
  const queue = createJobQueue();
  const kept = createKeptResults();
  const idle = createIdleTimer(IDLE_MS, () => {
    void queue.run(() => owner.releaseWeights(), new AbortController().signal);
  });
  return {
    describe: () => owner.describe(),
    restore: (request, options) =>
      queue.run(async () => {
        idle.stop();
        try {
          const { restorer } = request;
          return restorer.kind === 'fast'
            ? await restoreFast({ ...request, restorer }, devices, options)
            : await restoreSupir({ ...request, restorer }, models, options, kept);
        } catch (error) {
          if (isDeviceGone(error)) await owner.release();
          throw error;
        } finally {
          if (owner.keptWeightBytes > 0) idle.start();
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
    release: () => queue.run(() => owner.release(), new AbortController().signal),
  };
}
