import { deviceLost } from './failure';

/** One thing at a time on one device, and nothing that waits for a device that is gone. */
export interface DeviceQueue {
  /** Rejects with `DeviceError` `device-lost` at once when the device is or gets lost. */
  run<T>(work: () => Promise<T>): Promise<T>;
  /** Runs after what is queued, on a lost device as well; what it throws is dropped. */
  cleanUp(work: () => Promise<void>): Promise<void>;
}

/** `lost` settles with the reason when the device is lost, and never rejects. */
export function deviceQueue(lost: Promise<string>): DeviceQueue {
  let lostReason: string | null = null;
  const loss = lost.then((reason) => {
    lostReason = reason;
    throw deviceLost(reason);
  });
  loss.catch(() => undefined);

  let last: Promise<unknown> = Promise.resolve();
  const enqueue = <T>(work: () => Promise<T>): Promise<T> => {
    const result = last.then(work);
    last = result.catch(() => undefined);
    return result;
  };
  return {
    run: (work) =>
      enqueue(() =>
        lostReason === null ? Promise.race([work(), loss]) : Promise.reject(deviceLost(lostReason)),
      ),
    cleanUp: (work) => enqueue(() => Promise.race([work(), loss]).catch(() => undefined)),
  };
}
