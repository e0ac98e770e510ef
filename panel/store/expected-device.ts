import type { DeviceKind, GpuFailure } from '../../src/core/events';
import type { PanelState } from './panel-state';

export interface DeviceInfo {
  readonly kind: DeviceKind;
  /** Name of the graphics adapter; empty where the browser hides it, and for the processor. */
  readonly label: string;
  readonly threads: number;
  /** Why the device is not, or cannot be, WebGPU; null when it is WebGPU. */
  readonly reason:
    | { readonly code: 'chosen' | 'software' }
    | { readonly code: 'none' | 'unavailable'; readonly text: string }
    | { readonly code: 'failed'; readonly failure: GpuFailure }
    | null;
}

/** Device that the next run is expected to use, according to the engine's report. */
export function expectedDevice(state: PanelState): DeviceInfo | null {
  const { engine, settings } = state;
  if (engine === null) return null;
  const { webgpu, wasmThreads: threads } = engine;
  const wanted = settings.device;
  if (webgpu !== null && wanted !== 'wasm' && (wanted === 'webgpu' || !webgpu.isFallbackAdapter)) {
    return { kind: 'webgpu', label: adapterName(webgpu), threads, reason: null };
  }
  const text = engine.webgpuReason ?? '';
  if (wanted === 'webgpu') {
    return { kind: 'webgpu', label: '', threads, reason: { code: 'unavailable', text } };
  }
  const cpu = { kind: 'wasm' as const, label: '', threads };
  if (wanted === 'wasm') return { ...cpu, reason: { code: 'chosen' } };
  if (webgpu !== null) return { ...cpu, reason: { code: 'software' } };
  if (engine.gpuFailure !== null) {
    return { ...cpu, reason: { code: 'failed', failure: engine.gpuFailure } };
  }
  return { ...cpu, reason: { code: 'none', text } };
}

function adapterName(adapter: {
  readonly vendor: string;
  readonly architecture: string;
  readonly description: string;
}): string {
  if (adapter.description !== '') return adapter.description;
  return [adapter.vendor, adapter.architecture].filter((part) => part !== '').join(' ');
}
