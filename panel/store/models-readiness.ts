import { checkPair } from '../../src/model-files/check-pair';
import { ModelError } from '../../src/core/errors';
import { modelConfigNeeded } from '../../src/restore/model-errors';
import type { SupirRestorer } from '../../src/restore/request';
import type { Settings } from '../settings/settings';
import type { Models } from './models';

/** Why SUPIR cannot start with the files at hand. */
export type ModelsObstacle =
  | 'models-missing'
  | 'supir-model-missing'
  | 'base-model-missing'
  | 'models-do-not-fit'
  | 'lora-does-not-fit'
  | 'model-access-needed'
  | 'model-choose-again'
  | 'model-config-needed'
  | 'model-licence-open';

/** First obstacle that keeps SUPIR from running; null when there is none. */
export function modelsObstacle(models: Models, licenceAccepted: boolean): ModelsObstacle | null {
  const { supir, sdxl, lora, config } = models;
  if (supir === null || sdxl === null) {
    if (supir === sdxl) return 'models-missing';
    return supir === null ? 'supir-model-missing' : 'base-model-missing';
  }
  const published = supir.description.isPublishedSize;
  if (published !== sdxl.description.isPublishedSize) return 'models-do-not-fit';
  if (lora !== null && lora.description.isPublishedSize !== published) return 'lora-does-not-fit';
  const access = [supir, sdxl, lora].map((held) => held?.access);
  if (access.includes('gone')) return 'model-choose-again';
  if (access.includes('ask')) return 'model-access-needed';
  if (!published && config === null) return 'model-config-needed';
  return licenceAccepted ? null : 'model-licence-open';
}

/**
 * The open files of a run, and the networks' sizes where those are not published. A LoRA is used at
 * `loraStrength`.
 *
 * @throws ModelError with the obstacle as its code
 */
export function openModels(
  models: Models,
  { licenceAccepted, loraStrength }: Pick<Settings, 'licenceAccepted' | 'loraStrength'>,
): Pick<SupirRestorer, 'files' | 'lora' | 'config'> {
  const { supir, sdxl, lora, config } = models;
  checkPair([supir, sdxl].flatMap((held) => (held === null ? [] : [held.description])));
  const obstacle = modelsObstacle(models, licenceAccepted);
  if (obstacle !== null || supir?.access !== 'open' || sdxl?.access !== 'open') {
    throw obstacleError(obstacle);
  }
  // Sizes chosen for other files would not fit published ones.
  const sizes = supir.description.isPublishedSize ? null : (config?.config ?? null);
  const files = { supir: supir.file, sdxl: sdxl.file };
  if (lora?.access !== 'open') return { files, config: sizes };
  return { files, lora: { file: lora.file, strength: loraStrength }, config: sizes };
}

/** Message and hint by code of obstacles that concern this browser and its user alone. */
const TEXTS = {
  'lora-does-not-fit': [
    'The LoRA was made for a base model of another size.',
    'Remove it under Model files, or choose another one.',
  ],
  'model-access-needed': [
    'The browser wants to be asked before the model files are read again.',
    'Click “Allow access again” under Model files.',
  ],
  'model-choose-again': [
    'The browser no longer knows where the model files lie.',
    'Choose them again under Model files.',
  ],
  'model-licence-open': [
    'The terms of the SUPIR weights are not accepted yet.',
    'Read and accept them under Model files, or take the Fast engine.',
  ],
} as const satisfies Partial<Record<ModelsObstacle, readonly [message: string, hint: string]>>;

function obstacleError(obstacle: ModelsObstacle | null): ModelError {
  if (obstacle === 'model-config-needed') return modelConfigNeeded();
  const code = obstacle !== null && isOurs(obstacle) ? obstacle : 'model-choose-again';
  const [message, hint] = TEXTS[code];
  return new ModelError({ code, message, hint });
}

function isOurs(obstacle: ModelsObstacle): obstacle is keyof typeof TEXTS {
  return Object.hasOwn(TEXTS, obstacle);
}
