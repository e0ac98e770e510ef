import type { RestorerName } from '../../src/restore/request';
import { modelsObstacle, type ModelsObstacle } from './models-readiness';
import { expectedDevice } from './expected-device';
import type { PanelState } from './panel-state';
import type { PresetModels } from './preset';
import { serverModels } from './server-files';
import { serverObstacle, type ServerObstacle } from './server-ready';

export interface RestorerChoice {
  readonly kind: RestorerName;
  /** True where the panel chose, false where the user did. */
  readonly automatic: boolean;
  /** Why SUPIR, here or on the server, cannot run; null where it can. */
  readonly obstacle: ModelsObstacle | ServerObstacle | 'no-gpu' | null;
}

/**
 * Restorer that a click on Upscale uses, and why. One that the user chose is used even if it cannot
 * run: the run then names the reason. The automatic choice never runs SUPIR on the processor, and
 * never sends a picture anywhere.
 */
export function restorerChoice(state: PanelState): RestorerChoice {
  const { settings, models, server } = state;
  const { restorer, licenceAccepted } = settings;
  if (restorer === 'remote') {
    const open = serverObstacle(server.settings, settings);
    return { kind: 'remote', automatic: false, obstacle: open };
  }
  const obstacle = modelsObstacle(models, licenceAccepted);
  if (restorer !== 'auto') return { kind: restorer, automatic: false, obstacle };
  if (obstacle !== null) return { kind: 'fast', automatic: true, obstacle };
  return expectedDevice(state)?.kind === 'webgpu'
    ? { kind: 'supir', automatic: true, obstacle: null }
    : { kind: 'fast', automatic: true, obstacle: 'no-gpu' };
}

/** The files whose names or contents decide about the preset. */
export function presetModels({
  settings,
  models,
  server,
}: Pick<PanelState, 'settings' | 'models' | 'server'>): PresetModels {
  return settings.restorer === 'remote' ? serverModels(server.settings) : models;
}
