import { canonicalNames } from './canonical-names';
import type { ModelFile } from './model-file';
import { openSafetensors, type SafetensorsFile } from './safetensors';
import { fileSource } from './byte-source';

/**
 * Opens a user's model file in a worker: the header is read at once, tensors when they are asked
 * for. They have the names of the published checkpoints (`canonicalNames`).
 *
 * @throws ModelError as `fileSource`, `openSafetensors` and `canonicalNames` do
 */
export function openModelFile({ blob, name }: ModelFile): SafetensorsFile {
  return canonicalNames(openSafetensors(fileSource(blob, name)));
}
