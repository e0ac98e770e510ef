import { fileSource, type ByteSource } from './byte-source';
import { canonicalNames } from './canonical-names';
import { isZip, openCheckpoint } from './checkpoint/open-checkpoint';
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
 * @throws ModelError as `fileSource` and `openModelBytes` do
 */
export function openModelFile({ blob, name }: ModelFile): SafetensorsFile {
  return openModelBytes(fileSource(blob, name));
}

const SNIFFED_BYTES = 4;

/**
 * As `openModelFile`, from any source: .safetensors, or a checkpoint of PyTorch.
 * @throws ModelError as `openSafetensors`, `openCheckpoint` and `canonicalNames` do
 */
export function openModelBytes(source: ByteSource): SafetensorsFile {
  const start = source.read(0, Math.min(SNIFFED_BYTES, source.byteLength));
  return canonicalNames(isZip(start) ? openCheckpoint(source) : openSafetensors(source));
}
