import { ModelError, type ErrorDetails } from '../core/errors';

/** What a person may choose instead of a SUPIR or SDXL file; the end of the sentence "… is …". */
const REFUSALS = {
  'model-is-sd1': 'a Stable Diffusion 1 checkpoint',
  'model-is-sd2': 'a Stable Diffusion 2 checkpoint',
  'model-is-sd3': 'a Stable Diffusion 3 model',
  'model-is-flux': 'a Flux model',
  'model-is-sdxl-refiner': 'the SDXL refiner',
  'model-is-inpainting': 'an SDXL model for inpainting or editing',
  'model-is-v-prediction': 'an SDXL model that was trained for v-prediction',
  'model-is-lora': 'a LoRA',
  'model-is-controlnet': 'a ControlNet or another adapter',
  'model-is-diffusers': 'a part of a model in the diffusers layout',
  'model-is-vae': 'a VAE alone',
  'model-is-text-encoder': 'a text encoder alone',
  'model-is-embedding': 'a textual-inversion embedding',
  'model-is-unet-only': 'only a part of an SDXL checkpoint',
  'model-is-upscaler': 'an upscaler',
  'model-is-quantised': 'stored in a quantised form that cannot be read here',
  'model-unknown': 'of no model that is known here',
} as const;

export type Refusal = keyof typeof REFUSALS;

const HINTS: Partial<Record<Refusal, string>> = {
  'model-is-diffusers': 'Choose the checkpoint in one file, as it is published beside the folders.',
  'model-is-unet-only': 'Choose a checkpoint with VAE and both text encoders in it.',
  'model-is-quantised': 'Choose the version of the model with 16-bit weights.',
};

export function refuse(code: Refusal, file: string, details: ErrorDetails = {}): ModelError {
  return new ModelError({
    code,
    message: `"${file}" is ${REFUSALS[code]}.`,
    hint: HINTS[code] ?? 'Choose a SUPIR v0 file and an SDXL checkpoint, as .safetensors files.',
    details: { file, ...details },
  });
}
