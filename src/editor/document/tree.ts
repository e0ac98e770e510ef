import { type DocRect, union } from '../../core/geometry';
import type { Appearance } from '../../core/document';
import type { Layer, LeafLayer, Simplified } from './layer';

export function findLayer(layers: readonly Layer[], id: string): Layer | null {
  for (const layer of layers) {
    if (layer.id === id) return layer;
    const inside = layer.children === null ? null : findLayer(layer.children, id);
    if (inside !== null) return inside;
  }
  return null;
}

/** The tree with one layer replaced; every part that did not change keeps its identity. */
export function updateLayer(
  layers: readonly Layer[],
  id: string,
  change: (layer: Layer) => Layer,
): readonly Layer[] {
  return mapKeeping(layers, (layer) => {
    if (layer.id === id) return change(layer);
    return layer.children === null
      ? layer
      : withMembers(layer, updateLayer(layer.children, id, change));
  });
}

/** The tree with `added` directly above the layer `above`; null where `above` is not in it. */
export function insertAbove(
  layers: readonly Layer[],
  above: string,
  added: Layer,
): readonly Layer[] | null {
  const index = layers.findIndex((layer) => layer.id === above);
  if (index >= 0) return [...layers.slice(0, index + 1), added, ...layers.slice(index + 1)];
  for (const [i, layer] of layers.entries()) {
    const members = layer.children === null ? null : insertAbove(layer.children, above, added);
    if (members !== null) return layers.with(i, withMembers(layer, members));
  }
  return null;
}

/** How a layer is drawn, for what is to be put above it. Null where it is not in the tree. */
export function appearanceOf(layers: readonly Layer[], id: string): Appearance | null {
  const index = layers.findIndex((layer) => layer.id === id);
  const layer = layers[index];
  if (layer === undefined) {
    for (const { children } of layers) {
      const inside = children === null ? null : appearanceOf(children, id);
      if (inside !== null) return inside;
    }
    return null;
  }
  return {
    visible: layer.visible,
    blendMode: layer.blend,
    opacity: layer.opacity,
    fill: layer.children === null ? layer.fill : 1,
    masked: layer.mask !== null || layer.simplified.some((part) => MASKS.has(part)),
    group: layer.children !== null,
    clipped: layer.clipped,
    base: layers[index + 1]?.clipped === true,
  };
}

const MASKS: ReadonlySet<Simplified> = new Set<Simplified>(['vector-mask', 'mask-feather']);

/** Whether a layer shows exactly its pixels, colours under full transparency included. */
export function shownAsIs(layer: Layer): layer is LeafLayer {
  if (layer.children !== null || !layer.visible || layer.mask !== null) return false;
  const plain = layer.blend === 'normal' && layer.opacity >= 1 && layer.fill >= 1;
  return plain && layer.simplified.length === 0 && layer.raster !== null;
}

export function* allLayers(layers: readonly Layer[]): Generator<Layer> {
  for (const layer of layers) {
    yield layer;
    if (layer.children !== null) yield* allLayers(layer.children);
  }
}

/** Bounds of a layer's pixels, of all its members' for a group; null: none. */
export function layerBounds(layer: Layer): DocRect | null {
  if (layer.children === null) return layer.raster?.rect ?? null;
  return layer.children.reduce<DocRect | null>((all, member) => {
    const bounds = layerBounds(member);
    if (all === null || bounds === null) return all ?? bounds;
    return union(all, bounds);
  }, null);
}

function withMembers(layer: Layer, children: readonly Layer[]): Layer {
  return layer.children === null || layer.children === children ? layer : { ...layer, children };
}

function mapKeeping(layers: readonly Layer[], change: (l: Layer) => Layer): readonly Layer[] {
  const changed = layers.map(change);
  return changed.every((layer, i) => layer === layers[i]) ? layers : changed;
}
