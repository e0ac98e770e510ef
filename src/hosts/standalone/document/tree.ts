import { union, type DocRect } from '../../../core/geometry';
import type { Layer, LeafLayer } from './layer';

export function findLayer(layers: readonly Layer[], id: string): Layer | null {
  for (const layer of layers) {
    if (layer.id === id) return layer;
    const inside = layer.children === null ? null : findLayer(layer.children, id);
    if (inside !== null) return inside;
  }
  return null;
}

/** The same tree with one layer replaced; every part that did not change keeps its identity. */
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

/** The same tree with `added` directly above the layer `above`; null where that one is not. */
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

/** True where a layer put directly above this one has to be clipped for the others to stay so. */
export function clipsAbove(layers: readonly Layer[], id: string): boolean {
  const index = layers.findIndex((layer) => layer.id === id);
  if (index < 0)
    return layers.some(({ children }) => children !== null && clipsAbove(children, id));
  return layers[index]?.clipped === true || layers[index + 1]?.clipped === true;
}

/** A layer whose pixels are what it shows, colours under full transparency included. */
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
