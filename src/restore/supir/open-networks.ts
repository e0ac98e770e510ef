import { withLora } from '../../weights/lora/with-lora';
import type { SafetensorsFile } from '../../weights/safetensors';
import { elementCount } from '../../core/tensor';
import type { ModelSource } from '../device';
import type { SupirRestorer } from '../request';
import type { SupirConfig } from '../supir-config';
import { detectConfig } from './detect-config';

/** The user's files, open, and the sizes of their networks. */
export interface Networks {
  /** With the low-rank file added, where there is one. */
  readonly sdxl: SafetensorsFile;
  readonly supir: SafetensorsFile;
  readonly config: SupirConfig;
  readonly stepFloats: StepFloats;
}

/** Bytes of UNet, adapters and control branch as 32-bit floats. */
export interface StepFloats {
  /** Bytes of fully connected layers, which may be kept in blocks of fewer bits. */
  readonly matrices: number;
  readonly others: number;
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
    stepFloats: stepFloatsOf([sdxl, supir]),
  };
}

/** Tensors under `model.`: UNet in one file, control branch and adapters in the other. */
function stepFloatsOf(files: readonly SafetensorsFile[]): StepFloats {
  let matrices = 0;
  let others = 0;
  for (const { tensors } of files) {
    for (const { name, shape } of tensors.values()) {
      if (!name.startsWith('model.')) continue;
      const bytes = Float32Array.BYTES_PER_ELEMENT * elementCount(shape);
      if (shape.length === 2) matrices += bytes;
      else others += bytes;
    }
  }
  return { matrices, others };
}
