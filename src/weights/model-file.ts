import { fileSource } from './byte-source';
import { canonicalNames } from './canonical-names';
import { openSafetensors, type SafetensorsFile } from './safetensors';

/** A model file that the user picked on this machine. Crosses into a worker without a copy. */
export interface ModelFile {
  readonly name: string;
  readonly blob: Blob;
}

/**
 * Opens a user's model file in a worker: the header is read at once, tensors when they are asked
 * for. They have the names of the published checkpoints (`canonicalNames`).
 *
 * @throws ModelError as `fileSource`, `openSafetensors` and `canonicalNames` do
 */
export function openModelFile({ blob, name }: ModelFile): SafetensorsFile {
  return canonicalNames(openSafetensors(fileSource(blob, name)));
}
