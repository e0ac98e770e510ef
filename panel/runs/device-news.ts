import { type RunEvent, isGpuFailure } from '../../src/core/events';
import type { EngineReport } from '../../src/engine/engine';

/** Whether a run has shown the engine's last report on devices to be wrong. */
export function isDeviceNews(event: RunEvent, report: EngineReport | null): boolean {
  if (event.type === 'notice') {
    return isGpuFailure(event.notice) && event.notice !== report?.gpuFailure;
  }
  return event.type === 'device' && event.device === 'webgpu' && report?.webgpu === null;
}

/** Codes of errors after which the engine's next report calls the graphics adapter unusable. */
export const GPU_ERRORS: ReadonlySet<string | null> = new Set(['no-webgpu', 'gpu-unusable']);
