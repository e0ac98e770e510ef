import { withLora } from '../../weights/lora/with-lora';
import type { SafetensorsFile } from '../../weights/safetensors';
import type { ModelSource } from '../device';
import type { SupirRestorer } from '../request';
import type { SupirConfig } from '../supir-config';
import { detectConfig } from './detect-config';
import { floatsOf, type NetworkFloats } from './weight-bytes';

/** The user's files, open, and the sizes of their networks. */
export interface Networks {
  /** With the low-rank file added, where there is one. */
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
  { files, lora, config }: Pick<SupirRestorer, 'files' | 'lora' | 'config'>,
  models: Pick<ModelSource, 'openModel'>,
): Networks {
  const base = models.openModel(files.sdxl);
  const sdxl =
    lora === undefined ? base : withLora(base, models.openModel(lora.file), lora.strength);
  const supir = models.openModel(files.supir);
  return {
    sdxl,
    supir,
    config: config ?? detectConfig(supir, sdxl),
    floats: floatsOf(sdxl, supir),
  };
}
