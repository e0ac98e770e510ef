import * as Comlink from 'comlink';
import { DeviceError } from '../core/errors';
import type { EngineConfig } from './config';
import type { EngineWorkerApi } from './worker-api';

/** One worker, from its start to its end. */
export interface WorkerRoom {
  /** Settles like `call`, or rejects with `DeviceError` `worker-lost` when the worker ends first. */
  ask<T>(call: (api: EngineWorkerApi) => Promise<T>): Promise<T>;
  /** Ends the worker at once; calls that wait are rejected. */
  close(): void;
  readonly closed: boolean;
}

/** Starts a worker and the engine in it. `onLost` is called when it ends without `close`. */
export async function openWorkerRoom(
  makeWorker: () => Worker,
  config: EngineConfig,
  onLost: () => void,
): Promise<WorkerRoom> {
  const worker = makeWorker();
  // All its methods are asynchronous on both sides, so the remote one has the same type.
  const api = Comlink.wrap(worker) as unknown as EngineWorkerApi;
  const watch = new AbortController();
  let closed = false;
  let reject: (reason: Error) => void = () => undefined;
  const end = new Promise<never>((_, rejectEnd) => {
    reject = rejectEnd;
  });
  end.catch(() => undefined);

  const finish = (reason: string): void => {
    if (closed) return;
    closed = true;
    watch.abort();
    worker.terminate();
    reject(workerLost(reason));
  };
  const lose = (reason: string): void => {
    if (closed) return;
    finish(reason);
    onLost();
  };
  worker.addEventListener('error', (event) => {
    lose(event.message || 'the worker script failed');
  });
  worker.addEventListener('messageerror', () => {
    lose('a message could not be read');
  });

  const room: WorkerRoom = {
    ask: (call) => Promise.race([call(api), end]),
    close: () => {
      finish('closed');
    },
    get closed() {
      return closed;
    },
  };
  const lockName = `engine-worker-${crypto.randomUUID()}`;
  try {
    const held = await room.ask((remote) => remote.start(config, lockName));
    if (held) watchLock(lockName, watch.signal, () => lose('the worker was ended from outside'));
  } catch (error) {
    room.close();
    throw error;
  }
  return room;
}

/** Calls back when the lock is free, which it is as soon as the worker that held it is gone. */
function watchLock(name: string, signal: AbortSignal, onFree: () => void): void {
  navigator.locks.request(name, { signal }, onFree).catch((error: unknown) => {
    if (!signal.aborted) console.error(error);
  });
}

function workerLost(reason: string): DeviceError {
  return new DeviceError({
    code: 'worker-lost',
    message: 'The part of the panel that calculates was ended before it was done.',
    hint: 'Run it again; if it happens again, restore a smaller selection.',
    details: { reason },
  });
}
