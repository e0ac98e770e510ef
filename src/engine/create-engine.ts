import { restoreFast } from '../restore/fast';
import { restoreSupir } from '../restore/supir';
import { isDeviceGone } from './device-gone';
import { createDeviceOwner } from './device-owner';
import type { Engine } from './engine';
import { createJobQueue } from './job-queue';
import type { Platform } from './platform';

/** The engine in the thread it is made in; on a page that is a worker (`createWorkerEngine`). */
export function createEngine(platform: Platform): Engine {
  const devices = createDeviceOwner(platform);
  const queue = createJobQueue();
  return {
    describe: () => devices.describe(),
    restore: (request, options) =>
      queue.run(async () => {
        try {
          const { restorer } = request;
          return restorer.kind === 'fast'
            ? await restoreFast({ ...request, restorer }, devices, options)
            : await restoreSupir({ ...request, restorer }, devices, options);
        } catch (error) {
          if (isDeviceGone(error)) await devices.release();
          throw error;
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
