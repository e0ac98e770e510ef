import { restoreFast } from '../restore/fast';
import { restoreSupir } from '../restore/supir';
import { createKeptResults } from '../restore/supir/kept-results';
import { isDeviceGone } from './device-gone';
import { createDeviceOwner } from './device-owner';
import type { Engine } from './engine';
import { createIdleTimer } from './idle-timer';
import { createJobQueue } from './job-queue';
import type { Platform } from './platform';

/** After this long without a job, a graphics adapter's memory is left to other programs. */
const IDLE_MS = 10 * 60_000;

/** The engine in the thread it is made in; in a page that is the worker (`createWorkerEngine`). */
export function createEngine(platform: Platform): Engine {
  const devices = createDeviceOwner(platform);
  const queue = createJobQueue();
  const kept = createKeptResults();
  const idle = createIdleTimer(IDLE_MS, () => {
    void queue.run(() => devices.releaseWeights(), new AbortController().signal);
  });
  return {
    describe: () => devices.describe(),
    restore: (request, options) =>
      queue.run(async () => {
        idle.stop();
        try {
          const { restorer } = request;
          return restorer.kind === 'fast'
            ? await restoreFast({ ...request, restorer }, devices, options)
            : await restoreSupir({ ...request, restorer }, devices, options, kept);
        } catch (error) {
          if (isDeviceGone(error)) await devices.release();
          throw error;
        } finally {
          if (devices.keptWeightBytes > 0) idle.start();
        }
      }, options.signal),
    stats: () =>
      Promise.resolve({
        ...devices.stats(),
        runningJobs: queue.running,
        waitingJobs: queue.waiting,
      }),
    release: () => queue.run(() => devices.release(), new AbortController().signal),
  };
}
