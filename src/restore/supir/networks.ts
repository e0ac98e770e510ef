import type { SafetensorsFile } from '../../weights/safetensors';
import { elementCount } from '../../weights/tensor';
import type { ModelSource } from '../device';
import type { SupirRequest } from '../request';
import type { SupirConfig } from './config';
import { detectConfig } from './detect-config';

/** The user's two files, open, and the sizes of what is in them. */
export interface Networks {
  readonly sdxl: SafetensorsFile;
  readonly supir: SafetensorsFile;
  readonly config: SupirConfig;
  /** Bytes of UNet, adapters and control branch as 32-bit floats. */
  readonly stepFloatBytes: number;
}

/** @throws ModelError when a file cannot be used, or its sizes are not known */
export function openNetworks(
  { files, config }: Pick<SupirRequest, 'files' | 'config'>,
  models: Pick<ModelSource, 'openModel'>,
): Networks {
  const sdxl = models.openModel(files.sdxl);
  const supir = models.openModel(files.supir);
  return {
    sdxl,
    supir,
    config: config ?? detectConfig(supir, sdxl),
    stepFloatBytes: Float32Array.BYTES_PER_ELEMENT * (modelValues(sdxl) + modelValues(supir)),
  };
}

/** Numbers under `model.`: the UNet, or the control branch and the adapters. */
function modelValues({ tensors }: SafetensorsFile): number {
  let values = 0;
  for (const { name, shape } of tensors.values()) {
    if (name.startsWith('model.')) values += elementCount(shape);
  }
  return values;
}
