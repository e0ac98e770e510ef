import type { DeviceKind } from '../../src/core/events';
import type { PanelState } from './panel-state';
import type { UnfinishedRun } from './unfinished';

/**
 * The device that a run goes on with: the one that it was begun on, unless that is the graphics
 * adapter and there is none any more, or the person has chosen the other one since.
 */
export function goingOnDevice(
  { device }: Pick<UnfinishedRun, 'device'>,
  { engine, settings }: Pick<PanelState, 'engine' | 'settings'>,
): DeviceKind {
  // Whoever had chosen one when the run was begun had it begun there.
  if (settings.device !== 'auto') return settings.device;
  return device === 'webgpu' && engine?.webgpu === null ? 'wasm' : device;
}
