import { ModelError, type ErrorDetails } from '../core/errors';
import type { ModelDescription, SdxlDescription, SupirDescription } from './description';

export interface ModelPair {
  readonly supir: SupirDescription;
  readonly sdxl: SdxlDescription;
}

/**
 * The two files that a restoration needs, in whichever order they were chosen.
 *
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
  if (supir === undefined) {
    if (sdxl === undefined) {
      throw error('models-missing', 'No model file is chosen.', 'Choose both.', {});
    }
    const message = `"${sdxl.name}" is the base model; the SUPIR file is missing.`;
    throw error('supir-model-missing', message, 'Choose SUPIR v0-Q or v0-F as well.', {
      file: sdxl.name,
    });
  }
  if (sdxl === undefined) {
    const message = `"${supir.name}" is the SUPIR file; the base model is missing.`;
    throw error('base-model-missing', message, 'Choose an SDXL checkpoint as well.', {
      file: supir.name,
    });
  }
  if (supir.isPublishedSize !== sdxl.isPublishedSize) {
    const message = `"${supir.name}" was not made for a base model of the size of "${sdxl.name}".`;
    throw error('models-do-not-fit', message, 'Choose files of the published sizes.', {
      supir: supir.name,
      sdxl: sdxl.name,
    });
  }
  return { supir, sdxl };
}

function twice(
  code: string,
  what: string,
  first: ModelDescription,
  second: ModelDescription,
): ModelError {
  return error(
    code,
    `"${first.name}" and "${second.name}" are both ${what}.`,
    'One SUPIR file and one SDXL checkpoint are needed; choose another file for one of them.',
    { first: first.name, second: second.name },
  );
}

function error(code: string, message: string, hint: string, details: ErrorDetails): ModelError {
  return new ModelError({ code, message, hint, details });
}
