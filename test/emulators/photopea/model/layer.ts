import type { Layer as PsdLayer } from 'ag-psd';
import { type Rect, union } from '../../../../src/core/geometry';
import type { Coverage, Raster } from './raster';

export interface LayerMask extends Coverage {
  readonly disabled: boolean;
}

/** `uid` tells layers of this emulator apart; `id` is what scripts see and not unique. */
export interface Layer {
  readonly uid: number;
  readonly id: number;
  readonly name: string;
  readonly visible: boolean;
  /** 0…100; drawn and saved as a byte. */
  readonly opacity: number;
  /** 0…100; drawn and saved as a byte. */
  readonly fillOpacity: number;
  /** As in the file: "normal", "multiply", "pass through"… */
  readonly blend: string;
  readonly clipped: boolean;
  readonly locked: boolean;
  readonly background: boolean;
  readonly mask: LayerMask | null;
  /** null: no pixels (groups, adjustments, empty layers). */
  readonly raster: Raster | null;
  /** From the bottom up; null: not a group. */
  readonly children: readonly Layer[] | null;
  /** Everything else the file says about it (text, effects, adjustment, placed content…), kept for saving. */
  readonly rest: PsdLayer;
}

let lastUid = 0;

/** Layers are values; only their uids are counted. */
export function newUid(): number {
  lastUid += 1;
  return lastUid;
}

export function newLayer(id: number, name: string, parts: Partial<Layer> = {}): Layer {
  return {
    id,
    name,
    visible: true,
    opacity: 100,
    fillOpacity: 100,
    blend: 'normal',
    clipped: false,
    locked: false,
    background: false,
    mask: null,
    raster: null,
    children: null,
    rest: {},
    ...parts,
    uid: newUid(),
  };
}

/** An opacity as files have it. */
export function byteOf(percent: number): number {
  return Math.round((percent * 255) / 100);
}

/** The opacity that a byte stands for: whole per cent where those give the byte again. */
export function percentOf(byte: number): number {
  const exact = (byte / 255) * 100;
  return byteOf(Math.round(exact)) === byte ? Math.round(exact) : exact;
}

/** The same layer under new uids, as every copy needs it. */
export function freshCopy(layer: Layer): Layer {
  const children = layer.children?.map(freshCopy) ?? null;
  return { ...layer, uid: newUid(), children };
}

export type Layers = readonly Layer[];

export function* walkLayers(layers: Layers): Generator<Layer> {
  for (const layer of layers) {
    yield layer;
    if (layer.children) yield* walkLayers(layer.children);
  }
}

export function findLayer(layers: Layers, uid: number): Layer | null {
  for (const layer of walkLayers(layers)) if (layer.uid === uid) return layer;
  return null;
}

/** The group that holds the layer; null at the top level. */
export function parentOf(layers: Layers, uid: number, group: Layer | null = null): Layer | null {
  for (const layer of layers) {
    if (layer.uid === uid) return group;
    const inside = layer.children && parentOf(layer.children, uid, layer);
    if (inside) return inside;
  }
  return null;
}

export function mapLayers(layers: Layers, change: (layer: Layer) => Layer): Layer[] {
  return layers.map((layer) => {
    const changed = change(layer);
    const { children } = changed;
    return children ? { ...changed, children: mapLayers(children, change) } : changed;
  });
}

export function replaceLayer(
  layers: Layers,
  uid: number,
  change: (layer: Layer) => Layer,
): Layer[] {
  return mapLayers(layers, (layer) => (layer.uid === uid ? change(layer) : layer));
}

export function removeLayer(layers: Layers, uid: number): Layer[] {
  return layers
    .filter((layer) => layer.uid !== uid)
    .map((layer) =>
      layer.children ? { ...layer, children: removeLayer(layer.children, uid) } : layer,
    );
}

/** Puts `added` directly above the layer `uid`, into the same group. */
export function insertAbove(layers: Layers, uid: number, added: Layer): Layer[] {
  return layers.flatMap((layer) => {
    const self = layer.children
      ? { ...layer, children: insertAbove(layer.children, uid, added) }
      : layer;
    return layer.uid === uid ? [self, added] : [self];
  });
}

/** Places from the bottom, from 1; a group takes one at each of its ends. 0: not there. */
export function itemIndexOf(layers: Layers, uid: number): number {
  const order: number[] = [];
  const visit = (list: Layers): void => {
    for (const layer of list) {
      if (layer.children) {
        order.push(-1);
        visit(layer.children);
      }
      order.push(layer.uid);
    }
  };
  visit(layers);
  return order.indexOf(uid) + 1;
}

const NOTHING: Rect = { x: 0, y: 0, width: 0, height: 0 };

export function layerBounds(layer: Layer): Rect {
  if (!layer.children) return layer.raster?.rect ?? NOTHING;
  return layer.children.map(layerBounds).reduce(union, NOTHING);
}
