import { type RunEvent, isGpuFailure } from '../../src/core/events';
import type { Engine, EngineReport } from '../../src/engine/engine';
import { engineDescribed } from '../store/actions';
import type { PanelState } from '../store/panel-state';
import type { Store } from '../store/store';

/** Codes of errors after which the engine's next report may have another graphics adapter, or none. */
const GPU_ERRORS: ReadonlySet<string | null> = new Set([
  'no-webgpu',
  'gpu-unusable',
  'device-lost',
]);

/** Keeps the store's report of the engine up to date. */
export interface EngineReports {
  /** Asks the engine for its report. Rejects as the engine does. */
  describe(): Promise<void>;
  /** Asks again where an event of a run has shown the last report to be wrong. */
  heard(event: RunEvent): void;
  /** Asks again where a run failed by an error of the graphics adapter. */
  failed(code: string | null): void;
}

export function followEngine(store: Store<PanelState>, engine: Engine): EngineReports {
  const describe = (): Promise<void> =>
    engine.describe().then((report) => store.update(engineDescribed(report)));
  const describeAgain = (): void => void describe().catch(() => undefined);
  return {
    describe,
    heard(event): void {
      if (isDeviceNews(event, store.get().engine)) describeAgain();
    },
    failed(code): void {
      if (GPU_ERRORS.has(code)) describeAgain();
    },
  };
}

function isDeviceNews(event: RunEvent, report: EngineReport | null): boolean {
  if (event.type === 'notice') {
    return isGpuFailure(event.notice) && event.notice !== report?.gpuFailure;
  }
  return event.type === 'device' && event.device === 'webgpu' && report?.webgpu === null;
}
