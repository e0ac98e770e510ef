import * as Comlink from 'comlink';
import { unpackError } from '../core/errors';
import type { Image } from '../core/image';
import type { RestoreRequest, RestoreResult, RunOptions } from '../restore/request';
import type { EngineConfig } from './config';
import { isDeviceGone } from './device-gone';
import type { Engine } from './engine';
import { receiveEvents } from './event-channel';
import { createJobQueue } from './job-queue';
import type { Reply } from './worker-api';
import { openWorkerRoom, type WorkerRoom } from './worker-room';

/**
 * How long a cancelled job may take to end by itself. On wasm a tile cannot be interrupted; then
 * the worker is ended, and the next job starts another.
 */
const CANCEL_GRACE_MS = 500;

/**
 * The engine in a worker of its own, started by the first call that needs it. The worker is
 * replaced when it crashed, when it does not react to a cancel in time, and after errors that leave
 * the device or the runtime in doubt.
 *
 * Requests are copied into the worker; results are moved out of it. `restore` rejects with
 * `DeviceError` `worker-lost` when the worker ends in the middle of the job.
 */
export function createWorkerEngine(
  makeWorker: () => Worker,
  config: EngineConfig,
  cancelGraceMs = CANCEL_GRACE_MS,
): Engine {
  const absolute = withAbsoluteUrls(config);
  const queue = createJobQueue();
  let opening: Promise<WorkerRoom> | null = null;
  let room: WorkerRoom | null = null;

  const drop = (): void => {
    room?.close();
    room = null;
    opening = null;
  };

  const enter = (): Promise<WorkerRoom> => {
    const next = (opening ??= openWorkerRoom(makeWorker, absolute, drop));
    next.then(
      (opened) => {
        if (opening === next) room = opened;
        else opened.close();
      },
      () => {
        if (opening === next) opening = null;
      },
    );
    return next;
  };

  const runJob = async (request: RestoreRequest, options: RunOptions): Promise<RestoreResult> => {
    const { signal, onEvent } = options;
    const worker = await enter();
    signal.throwIfAborted();
    const events = receiveEvents(onEvent);
    let grace: ReturnType<typeof setTimeout> | undefined;
    const cancel = (): void => {
      grace = setTimeout(drop, cancelGraceMs);
      worker.ask((api) => api.cancel()).catch(() => undefined);
    };
    signal.addEventListener('abort', cancel, { once: true });
    try {
      const packed = copyRequest(request);
      const port = Comlink.transfer(events.port, [events.port]);
      const reply = await worker.ask((api) => api.restore(packed, port));
      // The answer may overtake the last events, which come on another port.
      await worker.ask(() => events.ended);
      return opened(reply);
    } catch (error) {
      if (isDeviceGone(error)) drop();
      signal.throwIfAborted();
      throw error;
    } finally {
      clearTimeout(grace);
      events.close();
      signal.removeEventListener('abort', cancel);
    }
  };

  return {
    async describe() {
      const worker = await enter();
      return opened(await worker.ask((api) => api.describe()));
    },
    restore: (request, options) => queue.run(() => runJob(request, options), options.signal),
    async stats() {
      const jobs = { runningJobs: queue.running, waitingJobs: queue.waiting };
      if (room === null) return { sessions: 0, liveTensors: 0, ...jobs };
      const reply = await room.ask((api) => api.stats());
      return { ...opened(reply), ...jobs };
    },
    release: () =>
      queue.run(() => {
        drop();
        return Promise.resolve();
      }, new AbortController().signal),
  };
}

function opened<T>(reply: Reply<T>): T {
  if (reply.ok) return reply.value;
  throw unpackError(reply.error);
}

/** A worker resolves relative URLs against its own script, which lies elsewhere. */
function withAbsoluteUrls(config: EngineConfig): EngineConfig {
  const base = (globalThis as { location?: { href: string } }).location?.href;
  return {
    ...config,
    modelUrl: new URL(config.modelUrl, base).href,
    mergesUrl: new URL(config.mergesUrl, base).href,
    runtimeUrl: new URL(config.runtimeUrl, base).href,
  };
}

/** The caller keeps its request: it can be shown, compared and run again. */
function copyRequest(request: RestoreRequest): RestoreRequest {
  const source: Image =
    request.source.depth === 8
      ? { ...request.source, data: request.source.data.slice() }
      : { ...request.source, data: request.source.data.slice() };
  const selection =
    request.selection === null
      ? null
      : { ...request.selection, data: request.selection.data.slice() };
  const buffers = [source.data.buffer, ...(selection === null ? [] : [selection.data.buffer])];
  return Comlink.transfer({ ...request, source, selection }, buffers);
}
