import { ModelError } from '../core/errors';

interface File {
  readonly name: string;
  readonly byteLength: number;
}

/**
 * Error for a file that ends too early.
 * @param expected bytes that the file has to have at least
 */
export function truncated({ name, byteLength }: File, expected: number): ModelError {
  return new ModelError({
    code: 'model-file-truncated',
    message: `"${name}" is not complete: it has ${byteLength} of ${expected} bytes.`,
    hint: 'If it is still being downloaded, let that finish and choose it again; else download it again.',
    details: { file: name, bytes: byteLength, expected },
  });
}

/** Error for a file that could be read when it was chosen. */
export function unreadable(name: string, cause?: unknown): ModelError {
  return new ModelError({
    code: 'model-file-unreadable',
    message: `"${name}" cannot be read any more.`,
    hint: 'It may have been moved, changed or removed since it was chosen; choose it again.',
    details: { file: name },
    cause,
  });
}

export function tensorMissing(file: string, tensor: string): ModelError {
  return new ModelError({
    code: 'model-tensor-missing',
    message: `"${file}" has no tensor "${tensor}".`,
    hint: 'This file may belong to another model, be incomplete, or have other names for its tensors.',
    details: { file, tensor },
  });
}

/**
 * Error for a tensor of a shape that the network does not have.
 * @param why the end of the sentence “… has the shape 3×4, …”
 */
export function tensorShape(
  file: string,
  tensor: string,
  actual: readonly number[],
  why: string,
): ModelError {
  const shape = actual.join('×');
  return new ModelError({
    code: 'model-tensor-shape',
    message: `"${tensor}" in "${file}" has the shape ${shape}, ${why}.`,
    hint: 'This file may belong to another model, or to another size of it.',
    details: { file, tensor, shape },
  });
}

/** Error for two files of different sizes, by their names. */
export function modelsDoNotFit(supir: string, sdxl: string): ModelError {
  return new ModelError({
    code: 'models-do-not-fit',
    message: `"${supir}" was not made for a base model of the size of "${sdxl}".`,
    hint: 'Choose files of one size; those published for SUPIR go with any SDXL checkpoint.',
    details: { supir, sdxl },
  });
}
