import { type RunEvent, isGpuFailure } from '../../src/core/events';
import type { EngineReport } from '../../src/engine/engine';

/** Whether a run found out something about the devices that the engine's report did not tell. */
export function isDeviceNews(event: RunEvent, report: EngineReport | null): boolean {
  if (event.type === 'notice') {
    return isGpuFailure(event.notice) && event.notice !== report?.gpuFailure;
  }
  return event.type === 'device' && event.device === 'webgpu' && report?.webgpu === null;
}

/** Errors that say the graphics adapter cannot be used, as the engine's next report does. */
export const GPU_ERRORS: ReadonlySet<string | null> = new Set(['no-webgpu', 'gpu-unusable']);
