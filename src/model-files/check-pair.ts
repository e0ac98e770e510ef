import { ModelError } from '../core/errors';
import { modelsDoNotFit } from '../weights/errors';
import type { ModelDescription, SdxlDescription, SupirDescription } from './description';

export interface ModelPair {
  readonly supir: SupirDescription;
  readonly sdxl: SdxlDescription;
}

/**
 * Sorts the two files that a restoration needs, in whichever order they were chosen.
 * @throws ModelError `models-missing`, `base-model-missing`, `supir-model-missing`,
 *   `two-base-models`, `two-supir-models` or `models-do-not-fit`
 */
export function checkPair(chosen: readonly ModelDescription[]): ModelPair {
  const [supir, otherSupir] = chosen.filter((model) => model.role === 'supir');
  const [sdxl, otherSdxl] = chosen.filter((model) => model.role === 'sdxl');
  if (supir !== undefined && otherSupir !== undefined) {
    throw twice('two-supir-models', 'SUPIR files', supir, otherSupir);
  }
  if (sdxl !== undefined && otherSdxl !== undefined) {
    throw twice('two-base-models', 'SDXL checkpoints', sdxl, otherSdxl);
  }
  if (supir === undefined) throw sdxl === undefined ? noModels() : supirMissing(sdxl.name);
  if (sdxl === undefined) throw baseMissing(supir.name);
  if (supir.isPublishedSize !== sdxl.isPublishedSize) throw modelsDoNotFit(supir.name, sdxl.name);
  return { supir, sdxl };
}

function twice(
  code: 'two-supir-models' | 'two-base-models',
  what: string,
  { name: first }: ModelDescription,
  { name: second }: ModelDescription,
): ModelError {
  return new ModelError({
    code,
    message: `"${first}" and "${second}" are both ${what}.`,
    hint: 'One SUPIR file and one SDXL checkpoint are needed; choose another file for one of them.',
    details: { first, second },
  });
}

function noModels(): ModelError {
  return new ModelError({
    code: 'models-missing',
    message: 'No model file is chosen.',
    hint: 'Choose a SUPIR file and an SDXL checkpoint.',
  });
}

function supirMissing(file: string): ModelError {
  return new ModelError({
    code: 'supir-model-missing',
    message: `"${file}" is the base model; the SUPIR file is missing.`,
    hint: 'Choose SUPIR v0-Q or v0-F as well.',
    details: { file },
  });
}

function baseMissing(file: string): ModelError {
  return new ModelError({
    code: 'base-model-missing',
    message: `"${file}" is the SUPIR file; the base model is missing.`,
    hint: 'Choose an SDXL checkpoint as well.',
    details: { file },
  });
}
