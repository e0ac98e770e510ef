import { ModelError } from '../../core/errors';

/** @param reason the end of the sentence “… is not a usable PyTorch checkpoint: …” */
export function checkpointInvalid(file: string, reason: string): ModelError {
  return new ModelError({
    code: 'model-checkpoint-invalid',
    message: `"${file}" is not a usable PyTorch checkpoint: ${reason}.`,
    hint: 'Download the file again, or choose the .safetensors version of the model.',
    details: { file, reason },
  });
}

/** Error for a file that wants something else made than tensors. */
export function checkpointUnsafe(file: string, imported: string): ModelError {
  return new ModelError({
    code: 'model-checkpoint-unsafe',
    message: `"${file}" asks for "${imported}", which tensors do not need; such a file can run programs when it is read.`,
    hint: 'Only checkpoints of plain tensors are read. Choose the .safetensors version of the model.',
    details: { file, import: imported },
  });
}

/** A name out of a file, cut to 100 characters: a damaged file may hold one of any length. */
export function short(name: string): string {
  return name.length <= 100 ? name : `${name.slice(0, 100)}…`;
}
