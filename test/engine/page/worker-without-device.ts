/** The product's worker, on a real adapter by its own word that gives no device. */
if ('GPUAdapter' in globalThis) {
  Object.defineProperty(GPUAdapterInfo.prototype, 'isFallbackAdapter', { get: () => false });
  GPUAdapter.prototype.requestDevice = (): Promise<never> =>
    Promise.reject(new DOMException('A valid external Instance reference no longer exists.'));
}

import '../../../src/engine/engine.worker';
