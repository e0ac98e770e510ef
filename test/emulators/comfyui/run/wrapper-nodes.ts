import { numberOf, OTHER, valueOf, type Of } from './values';
import type { RunNode } from './work';

/** Samples on steps of its own: the maximum is one more than the steps, and never reached. */
const sample: RunNode = async (inputs, work) => {
  const latent = valueOf(inputs, 'latents', 'latent');
  const sampling = { seed: numberOf(inputs, 'seed'), steps: numberOf(inputs, 'steps') };
  const { steps } = sampling;
  const max = work.rules('R16-wrapper-steps') ? steps + 1 : steps;
  for (let step = 1; step <= steps; step++) {
    await work.spend(work.persona.times.step);
    await work.tick(step, max);
  }
  await work.tick(1, 1);
  return { values: [{ ...latent, sampling }] };
};

function latentOf({ picture }: Of<'image'>): Of<'latent'> {
  const { width, height } = picture;
  return { kind: 'latent', width, height, picture, sampling: null };
}

const encode: RunNode = async (inputs, work) => {
  await work.spend(work.persona.times.decode);
  return { values: [latentOf(valueOf(inputs, 'image', 'image'))] };
};

export const WRAPPER_NODES: Readonly<Record<string, RunNode>> = {
  SUPIR_model_loader_v2: async (_, work) => {
    await work.spend(work.persona.times.load);
    return { values: [OTHER, OTHER] };
  },
  /** The picture of the first stage is the picture that it was given. */
  SUPIR_first_stage: async (inputs, work) => {
    await work.spend(2 * work.persona.times.decode);
    const image = valueOf(inputs, 'image', 'image');
    return { values: [OTHER, image, latentOf(image)] };
  },
  SUPIR_encode: encode,
  SUPIR_conditioner: async (_, work) => {
    await work.spend(work.persona.times.other);
    return { values: [OTHER, OTHER] };
  },
  SUPIR_sample: sample,
};
