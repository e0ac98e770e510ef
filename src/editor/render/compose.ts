import { intersect, isEmpty } from '../../core/geometry';
import { maxValue } from '../../core/image';
import type { GroupLayer, Layer, LayerMask, LeafLayer } from '../document/layer';
import { blendTile, mixTile } from './blend';
import type { PixelStore } from './pixel-store';
import { copyTile, createTile, type Tile } from './tile';

export interface ComposeContext {
  readonly store: PixelStore;
  readonly level: number;
}

/** Draws the visible ones of `layers` (bottom first) onto `tile`, as Photoshop stacks them. */
export function composeLayers(layers: readonly Layer[], tile: Tile, context: ComposeContext): void {
  for (let i = 0; i < layers.length;) {
    const base = layers[i] as Layer;
    let end = i + 1;
    while (layers[end]?.clipped === true) end++;
    const clipped = layers.slice(i + 1, end).filter((layer) => layer.visible);
    if (base.visible) composeRun(base, clipped, tile, context);
    i = end;
  }
}

/** Draws a layer with those clipped to it: blended inside it first, then all with its mode. */
function composeRun(
  base: Layer,
  clipped: readonly Layer[],
  tile: Tile,
  context: ComposeContext,
): void {
  if (clipped.length === 0 && base.children !== null && base.blend === 'pass-through') {
    composeThrough(base, tile, context);
    return;
  }
  const own = ownTile(base, tile, context);
  if (own === null) return;
  for (const layer of clipped) {
    const above = ownTile(layer, tile, context);
    if (above !== null) blendTile(own, above, ownMode(layer), layer.opacity, 'atop');
  }
  blendTile(tile, own, ownMode(base), base.opacity, 'over');
}

function ownMode(layer: Layer): Layer['blend'] {
  return layer.blend === 'pass-through' ? 'normal' : layer.blend;
}

/** Draws the members of a pass-through group, which blend with the layers below the group. */
function composeThrough(group: GroupLayer, tile: Tile, context: ComposeContext): void {
  if (group.mask === null && group.opacity >= 1) {
    composeLayers(group.children, tile, context);
    return;
  }
  const changed = copyTile(tile);
  composeLayers(group.children, changed, context);
  const share = new Float32Array(tile.rect.width * tile.rect.height).fill(group.opacity);
  if (group.mask !== null) applyMask(share, 1, 0, group.mask, tile, context);
  mixTile(tile, changed, share);
}

/** A layer by itself, mask and fill opacity included; null where it is empty on the tile. */
function ownTile(layer: Layer, on: Tile, context: ComposeContext): Tile | null {
  const own = layer.children === null ? leafTile(layer, on, context) : createTile(on.rect);
  if (own === null) return null;
  if (layer.children !== null) composeLayers(layer.children, own, context);
  if (layer.mask !== null) applyMask(own.data, 4, 3, layer.mask, own, context);
  return own;
}

function leafTile(layer: LeafLayer, on: Tile, context: ComposeContext): Tile | null {
  if (layer.raster === null) return null;
  // Rounded outwards: coarser levels keep every pixel they touch.
  const cell = 2 ** context.level;
  const touched = intersect(layer.raster.rect, {
    x: on.rect.x * cell,
    y: on.rect.y * cell,
    width: on.rect.width * cell,
    height: on.rect.height * cell,
  });
  if (isEmpty(touched)) return null;
  const { rect, image } = context.store.pixels(layer.raster, context.level);
  const part = intersect(rect, on.rect);
  const tile = createTile(on.rect);
  const unit = 1 / maxValue(image.depth);
  const source = image.data;
  for (let y = part.y; y < part.y + part.height; y++) {
    let from = ((y - rect.y) * rect.width + (part.x - rect.x)) * 4;
    let to = ((y - on.rect.y) * on.rect.width + (part.x - on.rect.x)) * 4;
    for (const end = to + part.width * 4; to < end; to += 4, from += 4) {
      tile.data[to] = (source[from] as number) * unit;
      tile.data[to + 1] = (source[from + 1] as number) * unit;
      tile.data[to + 2] = (source[from + 2] as number) * unit;
      tile.data[to + 3] = (source[from + 3] as number) * unit * layer.fill;
    }
  }
  return tile;
}

/** Multiplies every `step`th value from `first` on by the mask. */
function applyMask(
  values: Float32Array,
  step: number,
  first: number,
  layerMask: LayerMask,
  on: Tile,
  context: ComposeContext,
): void {
  const { rect, mask } = context.store.mask(layerMask, context.level);
  let to = first;
  for (let y = on.rect.y; y < on.rect.y + on.rect.height; y++) {
    const inRows = y >= rect.y && y < rect.y + rect.height;
    const row = (y - rect.y) * rect.width - rect.x;
    for (let x = on.rect.x; x < on.rect.x + on.rect.width; x++, to += step) {
      const inside = inRows && x >= rect.x && x < rect.x + rect.width;
      const value = inside ? (mask.data[row + x] as number) : layerMask.outside;
      if (value < 255) values[to] = ((values[to] as number) * value) / 255;
    }
  }
}
