import { restoreFast } from '../restore/fast/restore-fast';
import { restoreSupir } from '../restore/supir/restore-supir';
import { isDeviceGone } from './device-failure';
import { createDeviceOwner } from './device-owner';
import type { Engine } from './engine';
import { createJobQueue } from './job-queue';
import type { Platform } from './platform';
import { fastDevices, supirModels } from './recipe-devices';

/** The engine in the thread it is made in; on a page that is a worker (`createWorkerEngine`). */
export function createEngine(platform: Platform): Engine {
  const owner = createDeviceOwner(platform);
  const devices = fastDevices(owner, platform);
  const models = supirModels(owner, platform);
  const queue = createJobQueue();
  return {
    describe: () => owner.describe(),
    restore: (request, options) =>
      queue.run(async () => {
        try {
          const { restorer } = request;
          return restorer.kind === 'fast'
            ? await restoreFast({ ...request, restorer }, devices, options)
            : await restoreSupir({ ...request, restorer }, models, options);
        } catch (error) {
          if (isDeviceGone(error)) await owner.release();
          throw error;
        }
      }, options.signal),
    stats: () =>
      Promise.resolve({
        ...owner.stats(),
        runningJobs: queue.running,
        waitingJobs: queue.waiting,
      }),
    release: () => queue.run(() => owner.release(), new AbortController().signal),
  };
}
