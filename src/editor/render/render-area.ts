import type { Rect } from '../../core/geometry';
import { createImage, type Image } from '../../core/image';
import { createBreather } from '../../core/breathe';
import { visitTiles } from './tile-grid';

/** Makes one tile of the area; all have the same depth. */
export type MakeTile = (rect: Rect) => Image;

/** Renders `rect` in tiles on a fixed grid; stops between two of them when aborted. */
export async function renderArea(
  rect: Rect,
  depth: Image['depth'],
  makeTile: MakeTile,
  signal?: AbortSignal,
): Promise<Image> {
  const out = createImage(rect, depth);
  const breathe = createBreather(signal);
  for (const { part, tile } of visitTiles(rect)) {
    await breathe();
    const image = makeTile(tile);
    for (let y = 0; y < part.height; y++) {
      const from = ((part.y - tile.y + y) * tile.width + (part.x - tile.x)) * 4;
      const to = ((part.y - rect.y + y) * rect.width + (part.x - rect.x)) * 4;
      out.data.set(image.data.subarray(from, from + part.width * 4), to);
    }
  }
  return out;
}
