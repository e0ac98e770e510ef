import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { createProfile, type Profile } from './profile';
import { countTraffic, type Traffic } from './traffic';
import { wrap } from './wrap';

/**
 * Dawn in Node in the place of a browser's WebGPU: the same shader compiler and drivers, without a
 * window, a sandbox and a second process.
 */
export interface Dawn {
  readonly traffic: Traffic;
  readonly profile: Profile;
  /** The device that was asked for last. */
  device(): GPUDevice;
}

const SWITCHES = [
  // Browsers have 16-bit floats switched off on Linux with NVIDIA.
  'enable-dawn-features=vulkan_enable_f16_on_nvidia',
  // Otherwise times come in steps of 65 µs, which is longer than most kernels take.
  'disable-dawn-features=timestamp_quantization',
];

interface DawnModule {
  create(switches: readonly string[]): GPU;
  readonly globals: object;
}

/** `folder`: the package `webgpu`, unpacked. Once in a process. */
export async function startDawn(folder: string): Promise<Dawn> {
  const url = pathToFileURL(path.join(folder, 'index.js')).href;
  const module = (await import(url)) as DawnModule;
  Object.assign(globalThis, module.globals);
  const gpu = module.create(SWITCHES);
  // Dawn ends with the last reference to this, in the middle of whatever runs.
  Object.defineProperty(globalThis, 'navigator', {
    value: { gpu, hardwareConcurrency: 1, userAgent: 'gpu-check' },
    configurable: true,
  });
  const traffic = countTraffic();
  const profile = createProfile();
  let device: GPUDevice | null = null;
  wrap(
    GPUAdapter.prototype,
    'requestDevice',
    (request) =>
      async function (this: GPUAdapter, descriptor) {
        const wanted = new Set(descriptor?.requiredFeatures);
        if (this.features.has('timestamp-query')) wanted.add('timestamp-query');
        device = await request.call(this, { ...descriptor, requiredFeatures: [...wanted] });
        return device;
      },
  );
  return {
    traffic,
    profile,
    device() {
      if (device === null) throw new Error('no device was asked for yet');
      return device;
    },
  };
}
