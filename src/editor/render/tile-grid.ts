import { type Rect, intersect } from '../../core/geometry';

/** Pixels along the side of a tile: a quarter of a megabyte as 8 bit, four as working values. */
const TILE_SIDE = 256;

/** The tiles of the fixed grid that `rect` touches, and the part of `rect` in each. */
export function* visitTiles(rect: Rect): Generator<{ part: Rect; tile: Rect }> {
  const first = { x: Math.floor(rect.x / TILE_SIDE), y: Math.floor(rect.y / TILE_SIDE) };
  for (let ty = first.y; ty * TILE_SIDE < rect.y + rect.height; ty++) {
    for (let tx = first.x; tx * TILE_SIDE < rect.x + rect.width; tx++) {
      const tile = { x: tx * TILE_SIDE, y: ty * TILE_SIDE, width: TILE_SIDE, height: TILE_SIDE };
      yield { part: intersect(tile, rect), tile };
    }
  }
}
