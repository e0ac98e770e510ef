import type { RestoreRequest, RestoreResult, RunOptions } from '../restore/request';
import { connect, type Connection } from '../rpc/connect';
import type { EngineConfig } from './engine-config';
import { isDeviceGone } from './device-failure';
import type { Engine } from './engine';
import { createJobQueue } from './job-queue';
import { withOwnPixels } from './own-pixels';
import type { EngineWorkerApi } from './worker-api';

/**
 * How long a cancelled job may take to end by itself, milliseconds. On wasm a tile cannot be
 * interrupted; then the worker is ended, and the next job starts another.
 */
const CANCEL_GRACE_MS = 500;

/**
 * The engine in a worker of its own, started by the first call that needs it. The worker is
 * replaced when it crashed, when it does not react to a cancel in time, and after errors that leave
 * the device or the runtime in doubt. Requests are copied into the worker; results are moved out of
 * it.
 *
 * @throws DeviceError `worker-lost` from `restore` when the worker ends in the middle of the job
 */
export function createWorkerEngine(
  makeWorker: () => Worker,
  config: EngineConfig,
  cancelGraceMs = CANCEL_GRACE_MS,
): Engine {
  const slot = createWorkerSlot(makeWorker, withAbsoluteUrls(config));
  const queue = createJobQueue();

  const runJob = async (request: RestoreRequest, options: RunOptions): Promise<RestoreResult> => {
    const { signal, onEvent, stop, onStepsDone } = options;
    const { remote } = await slot.enter();
    signal.throwIfAborted();
    let grace: ReturnType<typeof setTimeout> | undefined;
    const limitGrace = (): void => {
      grace = setTimeout(() => slot.drop(), cancelGraceMs);
    };
    signal.addEventListener('abort', limitGrace, { once: true });
    try {
      return await remote.restore(withOwnPixels(request), signal, onEvent, stop, onStepsDone);
    } catch (error) {
      if (isDeviceGone(error)) slot.drop();
      signal.throwIfAborted();
      throw error;
    } finally {
      clearTimeout(grace);
      signal.removeEventListener('abort', limitGrace);
    }
  };

  return {
    async describe() {
      const { remote } = await slot.enter();
      return remote.describe();
    },
    restore: (request, options) => queue.run(() => runJob(request, options), options.signal),
    async forecast(request) {
      const { remote } = await slot.enter();
      return remote.forecast(request);
    },
    async stats() {
      const jobs = { runningJobs: queue.running, waitingJobs: queue.waiting };
      if (slot.worker === null) return { sessions: 0, liveTensors: 0, ...jobs };
      return { ...(await slot.worker.remote.stats()), ...jobs };
    },
    release: () =>
      queue.run(() => {
        slot.drop();
        return Promise.resolve();
      }, new AbortController().signal),
  };
}

type EngineWorker = Connection<EngineWorkerApi>;

/** The place of one worker, which may be dropped at any time. */
function createWorkerSlot(makeWorker: () => Worker, config: EngineConfig) {
  let opening: Promise<EngineWorker> | null = null;
  let worker: EngineWorker | null = null;
  const drop = (): void => {
    worker?.close();
    worker = null;
    opening = null;
  };
  return {
    /** The worker that is there, else a new one. */
    enter(): Promise<EngineWorker> {
      const next = (opening ??= openWorker(makeWorker, config, drop));
      next.then(
        (opened) => {
          if (opening === next) worker = opened;
          else opened.close();
        },
        () => {
          if (opening === next) opening = null;
        },
      );
      return next;
    },
    drop,
    /** null before it has opened, and after a drop. */
    get worker(): EngineWorker | null {
      return worker;
    },
  };
}

/** Starts a worker and the engine in it. `onLost` is called when it ends without being closed. */
async function openWorker(
  makeWorker: () => Worker,
  config: EngineConfig,
  onLost: () => void,
): Promise<EngineWorker> {
  const worker = connect<EngineWorkerApi>(makeWorker(), { decisive: ['restore'], onLost });
  try {
    await worker.remote.start(config);
  } catch (error) {
    worker.close();
    throw error;
  }
  return worker;
}

/** The addresses made absolute, since a worker resolves relative URLs against its own script. */
function withAbsoluteUrls(config: EngineConfig): EngineConfig {
  const base = (globalThis as { location?: { href: string } }).location?.href;
  return {
    ...config,
    modelUrl: new URL(config.modelUrl, base).href,
    mergesUrl: new URL(config.mergesUrl, base).href,
    runtimeUrl: new URL(config.runtimeUrl, base).href,
  };
}
