import { reasonOf } from './failure';
import { requestAdapter } from './gpu';

/** Devices of this machine, found out without creating one. */
export interface DeviceProbe {
  readonly webgpu: AdapterProbe | null;
  /** Why there is no WebGPU; null when there is. */
  readonly webgpuReason: string | null;
  readonly wasmThreads: number;
  readonly crossOriginIsolated: boolean;
  /** Memory of the computer, rounded and cut off by the browser; null where it does not say. */
  readonly hostMemoryBytes: number | null;
}

export interface AdapterProbe {
  readonly vendor: string;
  readonly architecture: string;
  readonly description: string;
  readonly isFallbackAdapter: boolean;
  readonly shaderF16: boolean;
  /** Largest buffer, bytes, as far as a shader may use it. */
  readonly maxBufferBytes: number;
}

/** Never rejects: without WebGPU there is a reason instead. */
export async function probeDevices(): Promise<DeviceProbe> {
  const base = {
    wasmThreads: availableThreads(),
    crossOriginIsolated: isolated(),
    hostMemoryBytes: hostMemoryBytes(),
  };
  try {
    const { info, features, limits } = await requestAdapter();
    return {
      ...base,
      webgpu: {
        vendor: info.vendor,
        architecture: info.architecture,
        description: info.description,
        isFallbackAdapter: info.isFallbackAdapter,
        shaderF16: features.has('shader-f16'),
        maxBufferBytes: Math.min(limits.maxBufferSize, limits.maxStorageBufferBindingSize),
      },
      webgpuReason: null,
    };
  } catch (error) {
    return { ...base, webgpu: null, webgpuReason: reasonOf(error) };
  }
}

const MAX_THREADS = 8;

/** Threads that wasm can use here: 1 without shared memory; more than 8 do not pay. */
export function availableThreads(): number {
  const cores =
    (globalThis.navigator as { hardwareConcurrency?: number } | undefined)?.hardwareConcurrency ??
    1;
  return isolated() ? Math.min(MAX_THREADS, cores) : 1;
}

function hostMemoryBytes(): number | null {
  const { deviceMemory } = globalThis.navigator as { deviceMemory?: number };
  return deviceMemory === undefined ? null : deviceMemory * 2 ** 30;
}

/** Whether memory can be shared: cross-origin isolation in browsers, always in Node. */
function isolated(): boolean {
  const flag = (globalThis as { crossOriginIsolated?: boolean }).crossOriginIsolated;
  return flag ?? typeof SharedArrayBuffer !== 'undefined';
}
