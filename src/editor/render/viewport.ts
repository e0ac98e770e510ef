import { type Rect, type Size, intersect, rectOfSize } from '../../core/geometry';
import { cropImage, type Image, type Image8 } from '../../core/image';
import { toDepth } from '../../pixels/depth';
import { renderArea } from './render-area';
import { sizeAt } from './pixel-store';
import type { Renderer } from './renderer';
import { scaleView } from '../../pixels/scale-view';

/** Finished 8-bit tiles by level and place; emptied by whoever changes the picture. */
export type TileCache = Map<string, Image>;

const MAX_CACHED_TILES = 512;

/**
 * `docRect` (fractions allowed) at `outSize`: averaged where smaller, repeated where larger;
 * transparent outside the canvas. Works on the level that is at most twice as fine as needed.
 */
export async function renderViewport(
  renderer: Renderer,
  canvas: Size,
  docRect: Rect,
  outSize: Size,
  cache: TileCache,
  signal?: AbortSignal,
): Promise<Image8> {
  const ratio = Math.min(docRect.width / outSize.width, docRect.height / outSize.height);
  const level = Math.max(0, Math.floor(Math.log2(ratio)));
  const cell = 2 ** level;
  const onLevel = {
    x: docRect.x / cell,
    y: docRect.y / cell,
    width: docRect.width / cell,
    height: docRect.height / cell,
  };
  const levelCanvas = rectOfSize(sizeAt(canvas, level));
  const needed = intersect(wholePixels(onLevel), levelCanvas);
  const source = await renderArea(
    needed,
    8,
    (rect) =>
      cachedTile(cache, `${level}/${rect.x}/${rect.y}`, () => {
        const inside = renderer.tile(intersect(rect, levelCanvas), level);
        // Tiles at the canvas's far edges are cut; the grid's are not.
        return cropImage(toDepth(inside, 8), rectOfSize(rect));
      }),
    signal,
  );
  return scaleView(source as Image8, needed, onLevel, outSize);
}

function cachedTile(cache: TileCache, key: string, make: () => Image): Image {
  const known = cache.get(key);
  const tile = known ?? make();
  cache.delete(key);
  cache.set(key, tile);
  if (cache.size > MAX_CACHED_TILES) {
    for (const oldest of cache.keys()) {
      cache.delete(oldest);
      break;
    }
  }
  return tile;
}

function wholePixels(r: Rect): Rect {
  const x = Math.floor(r.x);
  const y = Math.floor(r.y);
  return { x, y, width: Math.ceil(r.x + r.width) - x, height: Math.ceil(r.y + r.height) - y };
}
