import type { DeviceKind } from '../../src/core/events';
import type { EngineReport } from '../../src/engine/engine';

/** Longest name of a device that is kept; adapters have shorter ones. */
export const MAX_DEVICE_NAME = 200;

/** A name for a device of this computer, the same from visit to visit. Not for people. */
export function deviceName({ webgpu, wasmThreads }: EngineReport, kind: DeviceKind): string {
  if (kind === 'wasm' || webgpu === null) return `wasm ${wasmThreads}`;
  const { vendor, architecture, description } = webgpu;
  return `webgpu ${vendor} ${architecture} ${description}`.slice(0, MAX_DEVICE_NAME);
}
