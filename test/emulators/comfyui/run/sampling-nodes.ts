import { withCurve, plainPicture, resized, type Picture } from '../picture/picture';
import type { Sampling } from '../picture/restore';
import { NodeError } from './node-error';
import { numberOf, OTHER, textOf, valueOf, type Of } from './values';
import { CELL, GREY, previewOf } from './preview';
import type { RunNode, Work } from './work';

const other =
  (time: 'load' | 'other', count: number): RunNode =>
  async (_, work) => {
    await work.spend(work.persona.times[time]);
    return { values: Array.from({ length: count }, () => OTHER) };
  };

async function sample(
  latent: Of<'latent'>,
  hint: Picture | null,
  sampling: Sampling,
  work: Work,
): Promise<Of<'latent'>> {
  if (hint !== null) fits(hint, latent);
  const { steps } = sampling;
  const changes = work.switches.changingMax && work.rules('R16-changing-max');
  const preview = work.previews ? previewOf(hint, latent.width, latent.height) : undefined;
  for (let step = 1; step <= steps; step++) {
    await work.spend(work.persona.times.step);
    const max = changes && step > steps / 2 ? 2 * steps : steps;
    await work.tick(step, max, preview);
  }
  return { ...latent, picture: hint, sampling };
}

/** Nothing in the graph makes the one as large as the other. */
function fits(hint: Picture, { width, height }: Of<'latent'>): void {
  const cells = (length: number): number => Math.floor(length / CELL);
  if (cells(hint.width) === cells(width) && cells(hint.height) === cells(height)) return;
  throw new NodeError(
    'RuntimeError',
    `The size of tensor a (${cells(width)}) must match the size of tensor b (${cells(hint.width)}) at non-singleton dimension 3`,
  );
}

const decode =
  (latentInput: string, tileInput: string | null): RunNode =>
  async (inputs, work) => {
    const latent = valueOf(inputs, latentInput, 'latent');
    const passes = tileInput === null ? 0 : tilesOf(latent, numberOf(inputs, tileInput, 512)) * 3;
    for (let pass = 1; pass <= passes; pass++) {
      await work.spend(work.persona.times.decode / passes);
      await work.tick(pass, passes);
    }
    if (passes === 0) await work.spend(work.persona.times.decode);
    return { values: [{ kind: 'image', picture: decoded(latent, work) }] };
  };

function tilesOf({ width, height }: Of<'latent'>, tile: number): number {
  const along = (length: number): number => Math.max(1, Math.ceil(length / Math.max(tile, 64)));
  return along(width) * along(height);
}

function decoded(latent: Of<'latent'>, { persona, rules, switches }: Work): Picture {
  const { sampling } = latent;
  const size = switches.resultSize ?? latent;
  const plain = plainPicture(size.width, size.height, GREY);
  if (latent.picture === null) return plain;
  const picture = rules('R28-pixels') ? resized(latent.picture, size.width, size.height) : plain;
  if (sampling === null) return picture;
  const used = rules('R28-seed') ? sampling : { ...sampling, seed: 0 };
  return withCurve(picture, (value) => persona.restores(value, used));
}

export const SAMPLING_NODES: Readonly<Record<string, RunNode>> = {
  CheckpointLoaderSimple: other('load', 3),
  ModelPatchLoader: other('load', 1),
  CLIPTextEncode: other('other', 1),
  CLIPTextEncodeSDXL: other('other', 1),
  KSamplerSelect: other('other', 1),
  SamplerDPMPP_2M_SDE: other('other', 1),
  SUPIRApply: async (inputs, work) => {
    await work.spend(work.persona.times.other);
    const { picture } = valueOf(inputs, 'image', 'image');
    return { values: [{ kind: 'model', hint: picture }] };
  },
  CFGOverride: (inputs) => Promise.resolve({ values: [hintedModel(inputs)] }),
  CFGGuider: (inputs) => Promise.resolve({ values: [hintedModel(inputs)] }),
  EmptyLatentImage: (inputs) => {
    const floor = (name: string): number => Math.floor(numberOf(inputs, name) / CELL) * CELL;
    const [width, height] = [floor('width'), floor('height')];
    return Promise.resolve({
      values: [{ kind: 'latent', width, height, picture: null, sampling: null }],
    });
  },
  RandomNoise: (inputs) =>
    Promise.resolve({ values: [{ kind: 'seed', seed: numberOf(inputs, 'noise_seed') }] }),
  ManualSigmas: (inputs) => {
    const found = textOf(inputs, 'sigmas').match(/[-+]?(?:\d*\.*\d+)/g) ?? [];
    return Promise.resolve({ values: [{ kind: 'sigmas', sigmas: found.map(Number) }] });
  },
  SamplerCustomAdvanced: async (inputs, work) => {
    const { seed } = valueOf(inputs, 'noise', 'seed');
    const { sigmas } = valueOf(inputs, 'sigmas', 'sigmas');
    const { hint } = valueOf(inputs, 'guider', 'model');
    const latent = valueOf(inputs, 'latent_image', 'latent');
    const sampled = await sample(latent, hint, { seed, steps: sigmas.length - 1 }, work);
    return { values: [sampled, sampled] };
  },
  KSampler: async (inputs, work) => {
    const sampling = { seed: numberOf(inputs, 'seed'), steps: numberOf(inputs, 'steps') };
    const { hint } = hintedModel(inputs);
    const latent = valueOf(inputs, 'latent_image', 'latent');
    return { values: [await sample(latent, hint, sampling, work)] };
  },
  VAEDecode: decode('samples', null),
  VAEDecodeTiled: decode('samples', 'tile_size'),
  SUPIR_decode: decode('latents', 'decoder_tile_size'),
};

/** A model that no adapter was applied to has no picture. */
function hintedModel(inputs: Readonly<Record<string, unknown>>): Of<'model'> {
  const model = inputs.model as Of<'model'> | typeof OTHER;
  return { kind: 'model', hint: model.kind === 'model' ? model.hint : null };
}
