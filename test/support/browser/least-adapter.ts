import { DEFAULT_LIMITS } from '../../emulators/gpu/limits';

/**
 * From now on every adapter of this thread says that it has no more than the least that WebGPU
 * promises. A device is then asked for no more, and the browser holds it to that.
 */
export function offerLeast(): void {
  Object.defineProperty(GPUAdapter.prototype, 'limits', {
    configurable: true,
    get: () => DEFAULT_LIMITS,
  });
}
