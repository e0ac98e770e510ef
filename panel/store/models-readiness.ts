import { checkPair } from '../../src/model-files/check-pair';
import { ModelError } from '../../src/core/errors';
import type { SupirRestorer } from '../../src/restore/request';
import type { Models } from './models';

/** Why SUPIR cannot start with the files at hand; the first three are `checkPair`'s. */
export type ModelsObstacle =
  | 'models-missing'
  | 'supir-model-missing'
  | 'base-model-missing'
  | 'models-do-not-fit'
  | 'model-access-needed'
  | 'model-choose-again'
  | 'model-config-needed'
  | 'model-licence-open';

/** The first thing that keeps SUPIR from running; null when nothing does. */
export function modelsObstacle(models: Models, licenceAccepted: boolean): ModelsObstacle | null {
  const { supir, sdxl, config } = models;
  if (supir === null || sdxl === null) {
    if (supir === sdxl) return 'models-missing';
    return supir === null ? 'supir-model-missing' : 'base-model-missing';
  }
  const published = supir.description.isPublishedSize;
  if (published !== sdxl.description.isPublishedSize) return 'models-do-not-fit';
  if (supir.access === 'gone' || sdxl.access === 'gone') return 'model-choose-again';
  if (supir.access === 'ask' || sdxl.access === 'ask') return 'model-access-needed';
  if (!published && config === null) return 'model-config-needed';
  return licenceAccepted ? null : 'model-licence-open';
}

/** @throws ModelError with the obstacle as its code */
export function openModels(
  models: Models,
  licenceAccepted: boolean,
): Pick<SupirRestorer, 'files' | 'config'> {
  const { supir, sdxl, config } = models;
  checkPair([supir, sdxl].flatMap((held) => (held === null ? [] : [held.description])));
  const obstacle = modelsObstacle(models, licenceAccepted);
  if (obstacle !== null || supir?.access !== 'open' || sdxl?.access !== 'open') {
    throw obstacleError(obstacle);
  }
  // Sizes chosen for other files would not fit published ones.
  const sizes = supir.description.isPublishedSize ? null : (config?.config ?? null);
  return { files: { supir: supir.file, sdxl: sdxl.file }, config: sizes };
}

/** What `checkPair` does not know about. */
const TEXTS = {
  'model-access-needed': [
    'The browser wants to be asked before the model files are read again.',
    'Click “Allow access again” under Model files.',
  ],
  'model-choose-again': [
    'The browser no longer knows where the model files lie.',
    'Choose them again under Model files.',
  ],
  'model-config-needed': [
    'These model files are not of the published sizes.',
    'Choose the config.json that belongs to them, under Model files with ?developer in the address.',
  ],
  'model-licence-open': [
    'The terms of the SUPIR weights are not accepted yet.',
    'Read and accept them under Model files, or take the Fast engine.',
  ],
} as const satisfies Partial<Record<ModelsObstacle, readonly [message: string, hint: string]>>;

function obstacleError(obstacle: ModelsObstacle | null): ModelError {
  const code = obstacle !== null && obstacle in TEXTS ? obstacle : 'model-choose-again';
  const [message, hint] = TEXTS[code as keyof typeof TEXTS];
  return new ModelError({ code, message, hint });
}
