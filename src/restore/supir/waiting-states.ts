import { discard } from '../../core/discard';
import type { DeviceTensor, Tensor } from '../../onnx/session';

export type StateValue = Tensor | DeviceTensor;

/** What a tile goes on with after the others. */
export interface WaitingState {
  readonly values: readonly StateValue[];
  /** Frees all of it, on the device and here; a second time it does nothing. */
  release(): Promise<void>;
}

/** Where tiles wait for each other: on the device up to a budget, and in host memory above it. */
export interface WaitingRoom {
  /**
   * Takes the values over, also when it throws.
   *
   * @throws DeviceError where they have to leave the device and it fails
   */
  admit(values: readonly StateValue[]): Promise<WaitingState>;
}

/** `hold` counts host memory, until the returned function is called. */
export function createWaitingRoom(
  deviceBytes: number,
  hold: (bytes: number) => () => void = () => () => undefined,
): WaitingRoom {
  let onDevice = 0;
  return {
    async admit(given) {
      const wanted = bytesOf(given.filter(isOnDevice));
      const values = onDevice + wanted <= deviceBytes ? given : await toHost(given);
      const taken = bytesOf(values.filter(isOnDevice));
      onDevice += taken;
      const letGo = hold(bytesOf(values) - taken);
      let isWaiting = true;
      return {
        values,
        async release() {
          if (!isWaiting) return;
          isWaiting = false;
          await Promise.all(values.map(free));
          onDevice -= taken;
          letGo();
        },
      };
    },
  };
}

async function toHost(values: readonly StateValue[]): Promise<readonly Tensor[]> {
  try {
    const read: Tensor[] = [];
    for (const value of values) read.push(isOnDevice(value) ? await value.read() : value);
    return read;
  } finally {
    await Promise.all(values.filter(isOnDevice).map((value) => value.dispose()));
  }
}

function isOnDevice(value: StateValue): value is DeviceTensor {
  return !('data' in value);
}

async function free(value: StateValue): Promise<void> {
  if (isOnDevice(value)) await value.dispose();
  else discard(value.data);
}

function bytesOf(values: readonly StateValue[]): number {
  return values.reduce((sum, value) => {
    return sum + (isOnDevice(value) ? value.byteLength : value.data.byteLength);
  }, 0);
}
