import type { RestorerName } from '../../src/restore/request';
import { modelsObstacle, type ModelsObstacle } from './models-readiness';
import { expectedDevice } from './expected-device';
import type { PanelState } from './panel-state';

export interface RestorerChoice {
  readonly kind: RestorerName;
  /** True where the panel chose, false where the user did. */
  readonly automatic: boolean;
  /** Why SUPIR cannot run; null where it can. */
  readonly obstacle: ModelsObstacle | 'no-gpu' | null;
}

/**
 * Restorer that a click on Upscale uses, and why. One that the user chose is used even if it cannot
 * run: the run then names the reason. The automatic choice never runs SUPIR on the processor.
 */
export function restorerChoice(state: PanelState): RestorerChoice {
  const { settings, models } = state;
  const { restorer, licenceAccepted } = settings;
  const obstacle = modelsObstacle(models, licenceAccepted);
  if (restorer !== 'auto') return { kind: restorer, automatic: false, obstacle };
  if (obstacle !== null) return { kind: 'fast', automatic: true, obstacle };
  return expectedDevice(state)?.kind === 'webgpu'
    ? { kind: 'supir', automatic: true, obstacle: null }
    : { kind: 'fast', automatic: true, obstacle: 'no-gpu' };
}
