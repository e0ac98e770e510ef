import { type Rect, type Size, intersect, rectOfSize } from '../../core/geometry';
import type { Image, Image8 } from '../../core/image';
import { renderArea } from './render-area';
import { sizeAt } from './pixel-store';
import type { Renderer } from './renderer';
import { scaleView } from './scale-view';

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
        return padded(toDepth8(inside), rect);
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

/** A tile of the canvas's far edges, which is cut, in the full size of the grid's. */
function padded(image: Image8, rect: Rect): Image8 {
  if (image.width === rect.width && image.height === rect.height) return image;
  const data = new Uint8ClampedArray(rect.width * rect.height * 4);
  for (let y = 0; y < image.height; y++) {
    const row = image.data.subarray(y * image.width * 4, (y + 1) * image.width * 4);
    data.set(row, y * rect.width * 4);
  }
  return { width: rect.width, height: rect.height, depth: 8, data };
}

function toDepth8(image: Image): Image8 {
  if (image.depth === 8) return image;
  const data = new Uint8ClampedArray(image.data.length);
  for (let i = 0; i < data.length; i++) data[i] = (image.data[i] as number) / 257;
  return { width: image.width, height: image.height, depth: 8, data };
}
