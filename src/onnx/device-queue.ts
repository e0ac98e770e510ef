import { deviceLost } from './failure';

/**
 * One thing at a time on one device. The wasm module must not be entered while it waits inside
 * another call, so the next turn begins only when the work of this one has really ended.
 */
export interface DeviceQueue {
  /** Rejects with `DeviceError` `device-lost` at once when the device is or gets lost. */
  run<T>(work: () => Promise<T>): Promise<T>;
  /** Runs after what is queued, on a lost device as well; what it throws is dropped. */
  cleanUp(work: () => Promise<void>): Promise<void>;
}

/** `lost` settles with the reason when the device is lost, and never rejects. */
export function deviceQueue(lost: Promise<string>): DeviceQueue {
  let loss: Error | null = null;
  // Not a `Promise.race` with `lost`: that would keep every result alive as long as the device.
  const waiting = new Set<(error: Error) => void>();
  void lost.then((reason) => {
    const error = deviceLost(reason);
    loss = error;
    waiting.forEach((reject) => reject(error));
  });

  let last: Promise<unknown> = Promise.resolve();
  const enqueue = <T>(work: () => Promise<T>): Promise<T> => {
    const result = last.then(work);
    last = result.catch(() => undefined);
    return result;
  };
  const runUnlessLost = <T>(work: () => Promise<T>): Promise<T> =>
    enqueue(() => (loss === null ? work() : Promise.reject(loss)));

  return {
    run: (work) =>
      new Promise((resolve, reject) => {
        if (loss !== null) {
          reject(loss);
          return;
        }
        waiting.add(reject);
        runUnlessLost(work)
          .then(resolve, reject)
          .finally(() => waiting.delete(reject));
      }),
    cleanUp: (work) => enqueue(() => work().catch(() => undefined)),
  };
}
