import { DeviceError } from '../core/errors';
import type { DeviceKind } from '../core/events';
import type { DeviceChoice } from '../restore/request';
import type { PlatformReport } from './engine';

/**
 * `auto` is WebGPU on a real adapter, else wasm: a software adapter is many times slower than wasm,
 * so it runs only when it was asked for.
 *
 * @throws DeviceError `no-webgpu` when WebGPU was asked for and is not there
 */
export function chooseDevice(choice: DeviceChoice, report: PlatformReport): DeviceKind {
  switch (choice) {
    case 'wasm':
      return 'wasm';
    case 'auto':
      return report.webgpu !== null && !report.webgpu.isFallbackAdapter ? 'webgpu' : 'wasm';
    case 'webgpu':
      if (report.webgpu === null) throw noWebGpu(report.webgpuReason ?? 'unknown');
      return 'webgpu';
  }
}

function noWebGpu(reason: string): DeviceError {
  return new DeviceError({
    code: 'no-webgpu',
    message: 'WebGPU is not available here.',
    hint: 'Choose "auto" or the processor (wasm), or use a browser and a driver with WebGPU.',
    details: { reason },
  });
}
