import type { BareDevice } from '../restore/device';
import type { DeviceChoice } from '../restore/request';
import { chooseDevice } from './choose-device';
import { failedGpu, gpuUnusable, type FailedGpu } from './device-failure';
import type { EngineReport, PlatformReport } from './engine';
import { createMachine, type HeldDevice } from './machine';
import type { Platform } from './platform';

/** Owns at most one device, and the sessions on it. */
export interface DeviceOwner {
  /** After an attempt that failed, without the adapter that failed. */
  describe(): Promise<EngineReport>;
  /**
   * The device for a choice. `fallsBack`: where the adapter of `auto` cannot be used, the processor
   * with `gpuFailure`.
   *
   * @throws DeviceError when the choice cannot be met; without `fallsBack`, `gpu-unusable` the first
   *   time that the adapter of `auto` cannot be used
   */
  acquire(choice: DeviceChoice, fallsBack: boolean, signal: AbortSignal): Promise<OwnedDevice>;
  stats(): { readonly sessions: number; readonly liveTensors: number };
  /** Frees sessions and device, also when the device is lost already. */
  release(): Promise<void>;
}

export interface OwnedDevice
  extends HeldDevice, Pick<BareDevice, 'kind' | 'label' | 'gpuFailure' | 'hostMemoryBytes'> {
  /** null: the processor. */
  readonly adapter: PlatformReport['webgpu'];
}

export function createDeviceOwner(platform: Platform): DeviceOwner {
  /** Of the last attempt; `auto` makes no other before a release. */
  let failed: FailedGpu | null = null;
  const release = (): Promise<void> => {
    failed = null;
    return machine.letGo();
  };
  const machine = createMachine(platform, () => void release());

  /** null: the adapter is of no use, and `auto` goes on without it. */
  const holdGpu = async (
    choice: DeviceChoice,
    maxBufferBytes: number,
    fallsBack: boolean,
  ): Promise<HeldDevice | null> => {
    if (choice === 'auto' && failed !== null) return null;
    try {
      const held = await machine.hold('webgpu', maxBufferBytes);
      failed = null;
      return held;
    } catch (error) {
      failed = failedGpu(error);
      if (choice !== 'auto' || failed === null) throw error;
      if (!fallsBack) throw gpuUnusable(failed, error);
      return null;
    }
  };

  return {
    async describe() {
      const found = await machine.probe();
      if (failed === null) return { ...found, gpuFailure: null };
      const { failure, reason } = failed;
      return { ...found, webgpu: null, webgpuReason: reason, gpuFailure: failure };
    },
    async acquire(choice, fallsBack, signal) {
      const found = await machine.probe();
      signal.throwIfAborted();
      const { webgpu, hostMemoryBytes } = found;
      const wantsGpu = chooseDevice(choice, found) === 'webgpu';
      const gpu =
        wantsGpu && webgpu !== null
          ? await holdGpu(choice, webgpu.maxBufferBytes, fallsBack)
          : null;
      signal.throwIfAborted();
      const held = gpu ?? (await machine.hold('wasm', null));
      signal.throwIfAborted();
      return {
        ...held,
        kind: held.runtime.device,
        label: held.runtime.label,
        adapter: gpu && webgpu,
        gpuFailure: gpu === null && wantsGpu ? (failed?.failure ?? null) : null,
        hostMemoryBytes,
      };
    },
    stats: () => machine.held?.runtime.stats() ?? { sessions: 0, liveTensors: 0 },
    release,
  };
}
