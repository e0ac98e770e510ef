import type { PageSettings } from './shape';

interface AdapterLike {
  requestDevice(...values: unknown[]): Promise<object>;
}

interface GpuLike {
  requestAdapter(options?: object): Promise<object | null>;
}

/**
 * The GPU as the switch says, in a window or in a worker. Runs there before any other script, so it uses
 * nothing from outside itself.
 */
export function shapeGpu(
  scope: { navigator?: { gpu?: GpuLike } },
  settings: Pick<PageSettings, 'gpu' | 'rules'>,
): void {
  const LOST_AFTER_MS = 50;
  if (!settings.rules.includes('V15') || settings.gpu === 'adapter') return;
  const define = (target: object, name: string, get: () => unknown): void => {
    Object.defineProperty(target, name, { configurable: true, get });
  };
  const { navigator = {} } = scope;
  const { gpu } = navigator;
  if (settings.gpu === 'undefined') define(navigator, 'gpu', () => undefined);
  else if (gpu && settings.gpu === 'no-adapter') {
    define(gpu, 'requestAdapter', () => () => Promise.resolve(null));
  } else if (gpu) {
    const request = gpu.requestAdapter.bind(gpu);
    define(gpu, 'requestAdapter', () => async (options?: object) => {
      const adapter = (await request(options)) as AdapterLike | null;
      if (adapter === null) return null;
      const requestDevice = adapter.requestDevice.bind(adapter);
      define(adapter, 'requestDevice', () => async (...values: unknown[]) => {
        const device = (await requestDevice(...values)) as { destroy?: () => void };
        const lost = new Promise((resolve) => {
          setTimeout(() => {
            device.destroy?.();
            resolve({ reason: 'unknown', message: 'device lost' });
          }, LOST_AFTER_MS);
        });
        define(device, 'lost', () => lost);
        return device;
      });
      return adapter;
    });
  }
}
