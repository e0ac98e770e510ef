import { ModelError, type ErrorDetails } from '../core/errors';

/**
 * Files that a person may choose instead of a SUPIR or SDXL file; the end of the sentence "… is …".
 * `{name}` stands for a value of the error's details. None says more than the header shows.
 */
const REFUSALS = {
  'model-is-sd1': 'a Stable Diffusion 1 checkpoint',
  'model-is-sd2': 'a Stable Diffusion 2 checkpoint',
  'model-is-sd3': 'a Stable Diffusion 3 model',
  'model-is-flux': 'a Flux model',
  'model-is-sdxl-refiner': 'the SDXL refiner',
  'model-is-inpainting':
    'an SDXL model that takes {channels} channels instead of 4, as those for inpainting and editing do',
  'model-is-v-prediction': 'an SDXL model for v-prediction',
  'model-is-v-prediction-zero-snr': 'an SDXL model for v-prediction with zero terminal SNR',
  'model-is-zero-snr': 'an SDXL model for zero terminal SNR',
  'model-is-edm-v-prediction': 'an EDM model for v-prediction, as CosXL is',
  'model-is-edm': 'an EDM model, as Playground v2.5 is',
  'model-predicts-picture':
    'by what it calls itself a model that predicts the picture itself (x0), as one-step Lightning does',
  'model-prediction-unknown':
    'by its metadata a model that predicts “{prediction}”, which is not known here',
  'model-is-controlnet': 'a ControlNet or another adapter',
  'model-is-diffusers': 'a part of a model in the diffusers layout',
  'model-is-vae': 'a VAE alone',
  'model-is-text-encoder': 'a text encoder alone',
  'model-is-embedding': 'a textual-inversion embedding',
  'model-is-unet-only': 'a checkpoint, or a part of one, in which nothing is named “{part}”',
  'model-is-upscaler': 'an upscaler',
  'model-is-quantised': 'stored in a quantised form that cannot be read here',
  'model-unknown': 'of no model that is known here',
} as const;

export type Refusal = keyof typeof REFUSALS;

const EPSILON_HINT =
  'SUPIR needs an SDXL checkpoint that predicts the noise (epsilon), as SDXL base 1.0 and most others do.';

const HINTS: Partial<Record<Refusal, string>> = {
  'model-is-v-prediction': EPSILON_HINT,
  'model-is-v-prediction-zero-snr': EPSILON_HINT,
  'model-is-zero-snr': EPSILON_HINT,
  'model-is-edm-v-prediction': EPSILON_HINT,
  'model-is-edm': EPSILON_HINT,
  'model-predicts-picture': EPSILON_HINT,
  'model-prediction-unknown': EPSILON_HINT,
  'model-is-diffusers':
    'Choose the model as one file in the original layout; of SDXL Lightning, a file without “_unet”.',
  'model-is-unet-only': 'Choose a checkpoint with VAE and both text encoders in it.',
  'model-is-quantised': 'Choose the version of the model with 16-bit weights.',
};

export function refuse(code: Refusal, file: string, details: ErrorDetails = {}): ModelError {
  const what = REFUSALS[code].replace(/\{(\w+)\}/g, (_, name: string) => String(details[name]));
  return new ModelError({
    code,
    message: `"${file}" is ${what}.`,
    hint:
      HINTS[code] ??
      'Choose a SUPIR v0 file and an SDXL checkpoint, as .safetensors or .ckpt files.',
    details: { file, ...details },
  });
}
