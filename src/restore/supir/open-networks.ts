import type { SafetensorsFile } from '../../weights/safetensors';
import type { ModelSource } from '../device';
import type { SupirRestorer } from '../request';
import type { SupirConfig } from '../supir-config';
import { detectConfig } from './detect-config';
import { floatsOf, type NetworkFloats } from './weight-bytes';

/** The user's two files, open, and the sizes of their networks. */
export interface Networks {
  readonly sdxl: SafetensorsFile;
  readonly supir: SafetensorsFile;
  readonly config: SupirConfig;
  readonly floats: NetworkFloats;
}

/**
 * Opens the user's files.
 * @throws ModelError when a file cannot be used, or its sizes are not known
 */
export function openNetworks(
  { files, config }: Pick<SupirRestorer, 'files' | 'config'>,
  models: Pick<ModelSource, 'openModel'>,
): Networks {
  const sdxl = models.openModel(files.sdxl);
  const supir = models.openModel(files.supir);
  return {
    sdxl,
    supir,
    config: config ?? detectConfig(supir, sdxl),
    floats: floatsOf(sdxl, supir),
  };
}
