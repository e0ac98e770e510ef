import type { LazyTensor } from '../lazy-tensor';
import type { SafetensorsFile } from '../safetensors';
import { loraDamaged, loraUnfit } from './errors';
import type { PlacedLayer } from './factors';
import { fitsTarget, loraLayers, type LoraLayer } from './layers';
import { mergedTensor } from './merged-tensor';
import { loraTargets, type LoraTarget } from './targets';

/**
 * An open SDXL checkpoint with a low-rank file added: W + strength · (alpha ÷ rank) · up · down, weight
 * by weight while they are read. Weights that it does not name stay as they are, and so does
 * everything at strength 0.
 *
 * @throws ModelError `model-lora-kind`, `model-lora-damaged`, or `model-lora-unfit` when one of its
 *   layers fits no weight
 */
export function withLora(
  base: SafetensorsFile,
  lora: SafetensorsFile,
  strength: number,
): SafetensorsFile {
  const placed = placedLayers(base, lora);
  if (strength === 0) return base;
  const merging = { name: lora.name, key: lora.key, strength };
  const tensors = new Map(base.tensors);
  for (const [weight, layers] of placed) {
    const tensor = base.tensors.get(weight);
    if (tensor !== undefined) tensors.set(weight, mergedTensor(tensor, layers, merging));
  }
  return { ...base, key: `${base.key} + ${JSON.stringify([lora.key, strength])}`, tensors };
}

/** All layers by the names of the weights that they are added to. */
function placedLayers(
  base: SafetensorsFile,
  lora: SafetensorsFile,
): ReadonlyMap<string, readonly PlacedLayer[]> {
  const layers = loraLayers(lora);
  const shapes = [...base.tensors].map(([name, { shape }]) => [name, shape] as const);
  const targets = loraTargets(shapes);
  const placed = new Map<string, PlacedLayer[]>();
  const unfit: string[] = [];
  for (const [key, layer] of layers) {
    const target = targets.get(key);
    if (target === undefined || !fitsTarget(layer, target)) unfit.push(layer.name);
    else placeOne(lora.name, placed, layer, target);
  }
  const [first] = unfit;
  if (first !== undefined) throw loraUnfit(lora.name, first, unfit.length, layers.size);
  return placed;
}

function placeOne(
  file: string,
  placed: Map<string, PlacedLayer[]>,
  layer: LoraLayer<LazyTensor>,
  target: LoraTarget,
): void {
  const others = placed.get(target.weight) ?? [];
  if (others.some((other) => other.target.firstRow === target.firstRow)) {
    throw loraDamaged(file, layer.name, 'is there twice, under two names');
  }
  placed.set(target.weight, [...others, { layer, target }]);
}
