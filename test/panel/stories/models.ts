import type {
  LoraDescription,
  ModelDescription,
  SdxlDescription,
  SupirDescription,
} from '../../../src/model-files/description';
import { ModelError } from '../../../src/core/errors';
import type { HeldModel, Models } from '../../../panel/store/models';
import { NO_MODELS, withModel } from '../../../panel/store/models';

const described = { byteLength: 2_664_858_464, types: ['F16'], isPublishedSize: true } as const;

export function supirFile(variant: 'Q' | 'F' | null = 'Q'): SupirDescription {
  return { ...described, role: 'supir', name: `SUPIR-v0${variant ?? ''}.safetensors`, variant };
}

export function sdxlFile(isLightning = false): SdxlDescription {
  return {
    ...described,
    role: 'sdxl',
    name: isLightning ? 'base_Lightning.safetensors' : 'base.safetensors',
    byteLength: 6_938_078_334,
    isLightning,
    predictionHint: null,
  };
}

export function loraFile(isLightning = false): LoraDescription {
  const name = isLightning ? 'sdxl_lightning_8step_lora.safetensors' : 'film.safetensors';
  return { ...described, role: 'lora', name, byteLength: 393_854_592, isLightning };
}

export function open(description: ModelDescription): HeldModel {
  const { name } = description;
  return { description, access: 'open', file: { name, blob: new Blob([name]) } };
}

/** Both files, open. */
export function modelsOf(variant: 'Q' | 'F' | null, lightning: boolean): Models {
  return withModel(withModel(NO_MODELS, open(supirFile(variant))), open(sdxlFile(lightning)));
}

/** Reads files by their names alone, as the stories need it. */
export function inspectByName(name: string): ModelDescription {
  const bases = [supirFile('Q'), supirFile('F'), sdxlFile(false), sdxlFile(true)];
  for (const known of [...bases, loraFile(false), loraFile(true)]) {
    if (known.name === name) return known;
  }
  throw new ModelError({
    code: 'model-is-vae',
    message: `${name} is a VAE alone.`,
    hint: 'Choose a checkpoint.',
    details: { file: name },
  });
}
