import type { DeviceKind } from '../core/events';
import { noWebGpu } from '../onnx/failure';
import type { DeviceChoice } from '../restore/request';
import type { PlatformReport } from './engine';

/**
 * Device of a run. `auto` is WebGPU on a real adapter, else wasm: a software adapter is many times
 * slower than wasm, so it runs only when it was asked for.
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
      if (report.webgpu === null) throw noWebGpu(report.webgpuReason ?? 'the reason is not known');
      return 'webgpu';
  }
}
