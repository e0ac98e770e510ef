import type { Turns } from '../core/turns';
import { deviceLost } from './failure';

/** Turns on one device, which may go away. */
export interface DeviceQueue {
  /**
   * Runs `work` at its turn.
   * @throws DeviceError `device-lost` at once when the device is or gets lost
   */
  run<T>(work: () => Promise<T>): Promise<T>;
  /** Runs `work` after everything queued, on a lost device as well; its errors are dropped. */
  cleanUp(work: () => Promise<void>): Promise<void>;
}

/** How long the loss of a device may be reported after the work on it has failed, milliseconds. */
const LOSS_IS_KNOWN_MS = 100;

/** Turns on one device; `lost` settles with the reason when it is lost, and never rejects. */
export function deviceQueue(lost: Promise<string>, turns: Turns): DeviceQueue {
  let loss: Error | null = null;
  // Not a `Promise.race` with `lost`: that would keep every result alive as long as the device.
  const waiting = new Set<(error: Error) => void>();
  void lost.then((reason) => {
    const error = deviceLost(reason);
    loss = error;
    waiting.forEach((reject) => reject(error));
  });

  return {
    run: (work) =>
      new Promise((resolve, reject) => {
        if (loss !== null) {
          reject(loss);
          return;
        }
        waiting.add(reject);
        turns
          .take(() => (loss === null ? work() : Promise.reject(loss)))
          .catch(async (error: unknown) => {
            await new Promise((settle) => setTimeout(settle, LOSS_IS_KNOWN_MS));
            throw error;
          })
          .then(resolve, reject)
          .finally(() => waiting.delete(reject));
      }),
    cleanUp: (work) => turns.take(() => work().catch(() => undefined)),
  };
}
