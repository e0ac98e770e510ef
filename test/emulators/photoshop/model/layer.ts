import type { Rect } from '../../../../src/core/geometry';
import type { BlendMode } from '../../../../src/core/blend-mode';
import type { Coverage } from './coverage';
import type { Raster } from './raster';

export interface LayerMask extends Coverage {
  readonly disabled: boolean;
  readonly density: number;
}

export interface Locks {
  readonly all: boolean;
  readonly transparency: boolean;
  readonly pixels: boolean;
  readonly position: boolean;
}

export interface SmartContent {
  readonly bytes: Uint8Array;
  readonly fileName: string;
  /** The content in its own size, at 0, 0. */
  readonly picture: Raster;
}

/** A layer as it stands in the document. Never changed once made. */
export interface Layer {
  readonly id: number;
  readonly name: string;
  /** The name of the kind in `constants.LayerKind`. */
  readonly kind: string;
  readonly background: boolean;
  readonly raster: Raster | null;
  readonly mask: LayerMask | null;
  /** What its path covers; the path itself is one of the blocks. */
  readonly vectorMask: LayerMask | null;
  /** From the bottom up; null: no group. */
  readonly children: readonly Layer[] | null;
  readonly artboard: Rect | null;
  readonly visible: boolean;
  /** 0…255. */
  readonly opacity: number;
  readonly fillOpacity: number;
  readonly blend: BlendMode;
  readonly clipped: boolean;
  readonly locks: Locks;
  readonly smart: SmartContent | null;
  /** Blocks of the file that the emulator does not look into, kept for saving. */
  readonly blocks: readonly Uint8Array[];
}

export type Layers = readonly Layer[];

const UNLOCKED: Locks = { all: false, transparency: false, pixels: false, position: false };

export function newLayer(id: number, name: string, parts: Partial<Layer> = {}): Layer {
  return {
    id,
    name,
    kind: 'pixel',
    background: false,
    raster: null,
    mask: null,
    vectorMask: null,
    children: null,
    artboard: null,
    visible: true,
    opacity: 255,
    fillOpacity: 255,
    blend: 'normal',
    clipped: false,
    locks: UNLOCKED,
    smart: null,
    blocks: [],
    ...parts,
  };
}

/** All layers from the bottom up, a group before its members. */
export function* walk(layers: Layers): Generator<Layer> {
  for (const layer of layers) {
    yield layer;
    if (layer.children) yield* walk(layer.children);
  }
}

export function findLayer(layers: Layers, id: number): Layer | null {
  for (const layer of walk(layers)) if (layer.id === id) return layer;
  return null;
}

/** Layers that lie directly on one another in its list, from the next one above, and are clipped. */
export function clippedAbove(layers: Layers, id: number): Layers {
  const list = parentOf(layers, id)?.children ?? layers;
  const above = list.slice(list.findIndex((layer) => layer.id === id) + 1);
  const end = above.findIndex(({ clipped }) => !clipped);
  return end < 0 ? above : above.slice(0, end);
}

/** Whether there is no layer below it in its list. */
export function isBottom(layers: Layers, id: number): boolean {
  return (parentOf(layers, id)?.children ?? layers)[0]?.id === id;
}

/** The group that holds a layer; null at the top level. */
export function parentOf(layers: Layers, id: number): Layer | null {
  for (const layer of walk(layers)) {
    if (layer.children?.some((child) => child.id === id) === true) return layer;
  }
  return null;
}

/** Each list of the tree through `change`, from the top level down. */
function mapLists(layers: Layers, change: (list: Layers) => Layers): Layers {
  return change(layers).map((layer) =>
    layer.children ? { ...layer, children: mapLists(layer.children, change) } : layer,
  );
}

export function replaceLayer(layers: Layers, id: number, change: (layer: Layer) => Layer): Layers {
  return mapLists(layers, (list) => list.map((layer) => (layer.id === id ? change(layer) : layer)));
}

export function mapLayers(layers: Layers, change: (layer: Layer) => Layer): Layers {
  return mapLists(layers, (list) => list.map(change));
}

export function removeLayer(layers: Layers, id: number): Layers {
  return mapLists(layers, (list) => list.filter((layer) => layer.id !== id));
}

export type Placement = 'above' | 'below' | 'inside';

/** `inside` is the top of a group. */
export function putLayer(layers: Layers, layer: Layer, place: Placement, id: number): Layers {
  if (place === 'inside') {
    return replaceLayer(layers, id, (group) => ({
      ...group,
      children: [...(group.children ?? []), layer],
    }));
  }
  return mapLists(layers, (list) =>
    list.flatMap((other) => {
      if (other.id !== id) return [other];
      return place === 'above' ? [other, layer] : [layer, other];
    }),
  );
}
