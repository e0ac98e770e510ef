import { canonicalNames } from './canonical-names';
import { httpSource } from './http-source';
import type { ModelFile } from './model-file';
import { openSafetensors, type SafetensorsFile } from './safetensors';
import { fileSource } from './source';

/**
 * Opens a user's model file in a worker: the header is read at once, tensors when they are asked
 * for. They have the names of the published checkpoints (`canonicalNames`). Throws a `ModelError`
 * as `openSafetensors`, `canonicalNames`, `fileSource` and `httpSource` do.
 */
export function openModelFile(file: ModelFile): SafetensorsFile {
  const opened = openSafetensors(
    file.kind === 'blob'
      ? fileSource(file.blob, file.name)
      : httpSource(file.url, file.name, file.byteLength),
  );
  return canonicalNames(opened);
}
