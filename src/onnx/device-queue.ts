import type { Turns } from '../core/turns';
import { deviceLost } from './failure';

/** Turns on one device, which may go away. */
export interface DeviceQueue {
  /**
   * Runs `work` at its turn.
   * @throws DeviceError `device-lost` at once when the device is or gets lost
   */
  run<T>(work: () => Promise<T>): Promise<T>;
  /**
   * Runs `work` after everything queued, on a lost device as well; its errors are dropped. Settles
   * without it where the loss has left something inside the module that does not end: the module
   * must not be entered then, and whoever cleans up has an error to tell of.
   */
  cleanUp(work: () => Promise<void>): Promise<void>;
}

/** How long the loss of a device may be reported after the work on it has failed, milliseconds. */
const LOSS_IS_KNOWN_MS = 100;

/** How long what runs on a device may take to end after its loss, milliseconds. */
const LOSS_IS_OVER_MS = 2000;

/**
 * Turns on one device; `lost` settles with the reason when it is lost, and never rejects.
 * `lossIsOverMs`: how long clean-up waits after that for what does not end.
 */
export function deviceQueue(
  lost: Promise<string>,
  turns: Turns,
  lossIsOverMs = LOSS_IS_OVER_MS,
): DeviceQueue {
  let loss: Error | null = null;
  /** Pieces of work that have begun and not ended. */
  let inside = 0;
  let isOver = false;
  let over: ReturnType<typeof setTimeout> | undefined;
  // Not a `Promise.race` with `lost`: that would keep every result alive as long as the device.
  const waiting = new Set<(error: Error) => void>();
  const cleaning = new Set<() => void>();
  const leaveStuck = (): void => {
    if (isOver && inside > 0) cleaning.forEach((leave) => leave());
  };
  void lost.then((reason) => {
    const error = deviceLost(reason);
    loss = error;
    waiting.forEach((reject) => reject(error));
    if (inside === 0) return;
    over = setTimeout(() => {
      isOver = true;
      leaveStuck();
    }, lossIsOverMs);
  });

  const enter = async <T>(work: () => Promise<T>): Promise<T> => {
    if (loss !== null) throw loss;
    inside++;
    try {
      return await work();
    } finally {
      inside--;
      if (inside === 0) clearTimeout(over);
    }
  };

  return {
    run: (work) =>
      new Promise((resolve, reject) => {
        if (loss !== null) {
          reject(loss);
          return;
        }
        waiting.add(reject);
        turns
          .take(() => enter(work))
          .catch(async (error: unknown) => {
            await new Promise((settle) => setTimeout(settle, LOSS_IS_KNOWN_MS));
            throw error;
          })
          .then(resolve, reject)
          .finally(() => waiting.delete(reject));
      }),
    cleanUp: (work) =>
      new Promise((resolve) => {
        cleaning.add(resolve);
        void turns
          .take(() => work().catch(() => undefined))
          .then(resolve)
          .finally(() => cleaning.delete(resolve));
        leaveStuck();
      }),
  };
}
