import { diffusersPath } from './diffusers-path';
import { layerKey } from './layer-names';

/** What a layer of a low-rank file is added to. */
export interface LoraTarget {
  /** Name of the weight in the checkpoint. */
  readonly weight: string;
  /** The shape of what it is added to: of the whole weight, or of some of its rows. */
  readonly shape: readonly number[];
  readonly firstRow: number;
  /** Whether the checkpoint stores the matrix with rows and columns exchanged. */
  readonly isTurned: boolean;
}

const UNET = 'model.diffusion_model.';
/** SUPIR's own layers inside the UNet's name; no low-rank file means them. */
const ADAPTERS = `${UNET}project_modules.`;
const CLIP_L = 'conditioner.embedders.0.transformer.';
const CLIP_G = 'conditioner.embedders.1.model.';
const WEIGHT = '.weight';

/** Layers of bigG by the names that low-rank files have for them; q, k and v are rows of one weight. */
const CLIP_G_LAYERS: Readonly<Record<string, string>> = {
  'attn.out_proj.weight': 'self_attn.out_proj',
  'mlp.c_fc.weight': 'mlp.fc1',
  'mlp.c_proj.weight': 'mlp.fc2',
};
const CLIP_G_STACKED = 'attn.in_proj_weight';

/**
 * The weights of an SDXL checkpoint that low-rank files may add to, by the keys of their layers
 * (`layerKey`): under the checkpoint's own names and under those of diffusers.
 */
export function loraTargets(
  shapes: Iterable<readonly [name: string, shape: readonly number[]]>,
): ReadonlyMap<string, LoraTarget> {
  const weights = [...shapes].filter(([, shape]) => shape.length >= 2);
  const blocks = blocksOfLevel(weights.map(([name]) => name));
  const targets = new Map<string, LoraTarget>();
  for (const [weight, shape] of weights) {
    const whole: LoraTarget = { weight, shape, firstRow: 0, isTurned: false };
    for (const [key, target] of targetsOf(whole, blocks)) targets.set(key, target);
  }
  return targets;
}

type Keyed = readonly (readonly [key: string, target: LoraTarget])[];

function targetsOf(whole: LoraTarget, blocks: number): Keyed {
  const { weight } = whole;
  if (weight.startsWith(ADAPTERS)) return [];
  if (weight.startsWith(UNET) && weight.endsWith(WEIGHT)) {
    const path = weight.slice(UNET.length, -WEIGHT.length);
    const names = [path, diffusersPath(path, blocks)].filter((name) => name !== null);
    return names.map((name) => [layerKey('unet', name), whole]);
  }
  if (weight.startsWith(CLIP_L) && weight.endsWith(WEIGHT)) {
    return [[layerKey('te1', weight.slice(CLIP_L.length, -WEIGHT.length)), whole]];
  }
  return weight.startsWith(CLIP_G) ? clipGTargets(whole, weight.slice(CLIP_G.length)) : [];
}

function clipGTargets(whole: LoraTarget, path: string): Keyed {
  if (path === 'text_projection') {
    return [[layerKey('te2', 'text_projection'), { ...whole, isTurned: true }]];
  }
  const [, index, layer = ''] = /^transformer\.resblocks\.(\d+)\.(.+)$/.exec(path) ?? [];
  const keyOf = (name: string): string =>
    layerKey('te2', `text_model.encoder.layers.${index}.${name}`);
  if (layer === CLIP_G_STACKED) {
    const [stacked = 0, ...inputs] = whole.shape;
    const rows = stacked / 3;
    return ['q', 'k', 'v'].map((name, i) => [
      keyOf(`self_attn.${name}_proj`),
      { ...whole, shape: [rows, ...inputs], firstRow: i * rows },
    ]);
  }
  const name = CLIP_G_LAYERS[layer];
  return name === undefined ? [] : [[keyOf(name), whole]];
}

/** Blocks of each level of the UNet's encoder half, the halving one included: 3 in SDXL. */
function blocksOfLevel(names: readonly string[]): number {
  const halving = names.flatMap((name) => {
    const found = /\.input_blocks\.(\d+)\.0\.op\.weight$/.exec(name);
    return found === null ? [] : [Number(found[1])];
  });
  return halving.length === 0 ? 3 : Math.min(...halving);
}
