import type { RestorerSettings } from '../../src/restore/request';
import { modelsObstacle, type ModelsObstacle } from '../models/readiness';
import { expectedDevice } from './expected-device';
import type { PanelState } from './state';

export interface EngineChoice {
  readonly kind: RestorerSettings['kind'];
  /** Whether the panel decided, not the user. */
  readonly automatic: boolean;
  /** What stands in the way of SUPIR; null where nothing does. */
  readonly obstacle: ModelsObstacle | 'no-gpu' | null;
}

/**
 * Which engine a click on Upscale uses, and why. Chosen by hand it is used even where something
 * stands in its way: the run then says what. Automatic never takes SUPIR to the processor.
 */
export function engineChoice(state: PanelState): EngineChoice {
  const { settings, models } = state;
  const { engine, licenceAccepted } = settings;
  const obstacle = modelsObstacle(models, licenceAccepted);
  if (engine !== 'auto') return { kind: engine, automatic: false, obstacle };
  if (obstacle !== null) return { kind: 'fast', automatic: true, obstacle };
  return expectedDevice(state)?.kind === 'webgpu'
    ? { kind: 'supir', automatic: true, obstacle: null }
    : { kind: 'fast', automatic: true, obstacle: 'no-gpu' };
}
