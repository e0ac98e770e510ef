import { ModelError } from '../core/errors';
import { loraUnfit } from '../weights/lora/errors';
import { fitsTarget, loraLayers, type LoraLayer } from '../weights/lora/layers';
import { loraTargets } from '../weights/lora/targets';
import type { LoraDescription } from './description';
import { shapeAt, someName, type ListedTensor, type Listing } from './listed-tensors';
import { isFewSteps } from './name-hints';
import { weightTypes } from './precision';
import { publishedSdxl } from './published-tensors';

/**
 * A low-rank file by its header. Whether it fits is told for the published size; a base model of
 * another size is looked at when both are opened.
 *
 * @throws ModelError `model-lora-other-base`, `model-lora-kind`, `model-lora-unfit`,
 *   `model-lora-damaged` or `model-is-quantised`
 */
export function describeLora(listing: Listing, byteLength: number): LoraDescription {
  const { file: name, metadata } = listing;
  const other = otherBase(listing);
  if (other !== null) throw loraForOther(name, other);
  const layers = loraLayers({ name, tensors: listing.tensors });
  return {
    role: 'lora',
    name,
    byteLength,
    types: weightTypes(listing, (tensor) => tensor.endsWith('.weight')),
    isPublishedSize: fitsPublished(name, layers),
    isLightning: isFewSteps(name, metadata),
  };
}

/** Models that low-rank files are made for, by marks in their names and the width of their texts. */
function otherBase(listing: Listing): string | null {
  const has = (pattern: RegExp): boolean => someName(listing, pattern);
  if (has(/double_blocks|single_blocks|single_transformer_blocks/)) return 'Flux';
  if (has(/joint_blocks|^(lora_)?transformer[._]/)) return 'Stable Diffusion 3';
  const text = shapeAt(listing, TEXT_INPUT)?.[1];
  if (text === 768 || has(/^lora_te_/)) return 'Stable Diffusion 1';
  return text === 1024 ? 'Stable Diffusion 2' : null;
}

/** The matrix from the texts, in any family of names. */
const TEXT_INPUT = /attn2[._](processor\.)?to_k[._]lora(_down|_A|\.down)(\.\w+)?\.weight$/;

function loraForOther(file: string, base: string): ModelError {
  return new ModelError({
    code: 'model-lora-other-base',
    message: `"${file}" is a LoRA for ${base}.`,
    hint: 'Choose a LoRA for SDXL.',
    details: { file, base },
  });
}

/**
 * Whether the layers have the published sizes. One for another size has other shapes almost
 * everywhere; one for the published size has to fit completely.
 */
function fitsPublished(
  file: string,
  layers: ReadonlyMap<string, LoraLayer<ListedTensor>>,
): boolean {
  const targets = loraTargets(publishedSdxl());
  const strangers: string[] = [];
  const others: string[] = [];
  for (const [key, layer] of layers) {
    const target = targets.get(key);
    if (target === undefined) strangers.push(layer.name);
    else if (!fitsTarget(layer, target)) others.push(layer.name);
  }
  const isPublished = others.length <= (layers.size - strangers.length) / 2;
  const [first] = isPublished ? [...strangers, ...others] : strangers;
  if (first === undefined) return isPublished;
  const count = strangers.length + (isPublished ? others.length : 0);
  throw loraUnfit(file, first, count, layers.size);
}
