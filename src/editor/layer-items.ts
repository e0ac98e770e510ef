import type { Layer } from './document/layer';
import { layerBounds } from './document/tree';
import type { LayerItem } from './editor-state';

/** Numbers objects by identity, so that a picture can be named by a short key. */
export type KeyOf = (object: object | null) => string;

export function createKeys(): KeyOf {
  const keys = new WeakMap<object, string>();
  let next = 0;
  return (object) => {
    if (object === null) return '-';
    const key = keys.get(object) ?? String(next++);
    keys.set(object, key);
    return key;
  };
}

/** The layer list as the views show it, topmost first. */
export function layerItems(layers: readonly Layer[], keyOf: KeyOf, shown = true): LayerItem[] {
  return layers.map((layer) => layerItem(layer, keyOf, shown)).reverse();
}

function layerItem(layer: Layer, keyOf: KeyOf, aroundShown: boolean): LayerItem {
  const shown = aroundShown && layer.visible;
  const children = layer.children === null ? null : layerItems(layer.children, keyOf, shown);
  return {
    id: layer.id,
    name: layer.name,
    kind: layer.kind,
    visible: layer.visible,
    shown,
    locked: layer.locked,
    hasMask: layer.mask !== null,
    clipped: layer.clipped,
    bounds: layerBounds(layer),
    thumbnailKey:
      layer.children === null ? leafKey(layer, keyOf) : groupKey(children ?? [], layer, keyOf),
    children,
  };
}

function leafKey(layer: Layer & { children: null }, keyOf: KeyOf): string {
  return `${keyOf(layer.raster)}/${keyOf(layer.mask)}`;
}

function groupKey(children: readonly LayerItem[], layer: Layer, keyOf: KeyOf): string {
  const members = children.map(
    ({ thumbnailKey, visible }) => `${thumbnailKey}${visible ? '+' : '-'}`,
  );
  return `(${members.join(' ')})/${keyOf(layer.mask)}`;
}
