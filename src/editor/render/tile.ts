import { CHANNELS, createImage, maxValue, type Depth, type Image } from '../../core/image';
import type { Rect } from '../../core/geometry';

/** Straight-alpha RGBA, 0…1, on a rectangle of the level (see `PixelStore`) that is rendered. */
export interface Tile {
  readonly rect: Rect;
  readonly data: Float32Array;
}

export function createTile(rect: Rect): Tile {
  return { rect, data: new Float32Array(rect.width * rect.height * CHANNELS) };
}

export function copyTile(tile: Tile): Tile {
  return { rect: tile.rect, data: tile.data.slice() };
}

/** The tile as an image of whole values; exact for values that came from that depth. */
export function tileImage(tile: Tile, depth: Depth): Image {
  const image = createImage(tile.rect, depth);
  const max = maxValue(depth);
  const { data } = image;
  for (let i = 0; i < data.length; i++) {
    const value = (tile.data[i] as number) * max + 0.5;
    data[i] = value <= 0 ? 0 : value >= max ? max : Math.floor(value);
  }
  return image;
}
