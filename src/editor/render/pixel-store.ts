import { type Rect, type Size, intersect, rectOfSize } from '../../core/geometry';
import { cropImage, type Image } from '../../core/image';
import type { Mask } from '../../core/mask';
import type { LayerMask, Raster } from '../document/layer';
import { halfSize, halveImage, halveMask } from '../../pixels/halve';

/**
 * Pixels of rasters and masks by level: level 0 as they are, each further level half the size and 8
 * bit, cut at the canvas. Pixel (x, y) of level n stands for the 2ⁿ × 2ⁿ pixels of the document
 * from (x·2ⁿ, y·2ⁿ) on.
 */
export interface PixelStore {
  pixels(raster: Raster, level: number): { readonly rect: Rect; readonly image: Image };
  mask(mask: LayerMask, level: number): { readonly rect: Rect; readonly mask: Mask };
}

interface Entry {
  readonly bytes: number;
  readonly value: unknown;
}

/** Keeps the pixels used last, up to `budgetBytes`; others are decoded again when needed. */
export function createPixelStore(canvas: Size, budgetBytes: number): PixelStore {
  const levels = new Map<Raster | LayerMask, Map<number, Entry>>();
  let heldBytes = 0;

  const remember = <T>(source: Raster | LayerMask, level: number, make: () => [T, number]): T => {
    const known = levels.get(source) ?? new Map<number, Entry>();
    levels.delete(source);
    levels.set(source, known);
    const entry = known.get(level);
    if (entry !== undefined) return entry.value as T;
    const [value, bytes] = make();
    known.set(level, { bytes, value });
    heldBytes += bytes;
    evict(source);
    return value;
  };

  const evict = (keep: Raster | LayerMask): void => {
    for (const [source, entries] of levels) {
      if (heldBytes <= budgetBytes) return;
      if (source === keep) continue;
      for (const entry of entries.values()) heldBytes -= entry.bytes;
      levels.delete(source);
    }
  };

  const store: PixelStore = {
    pixels: (raster, level) =>
      remember(raster, level, () => {
        if (level === 0) {
          const image = raster.load();
          return [{ rect: raster.rect, image }, image.data.byteLength];
        }
        const finer = store.pixels(raster, level - 1);
        const size = sizeAt(canvas, level - 1);
        const cut = level === 1 ? cutAt(finer, size) : finer;
        const half = halveImage(cut.image, cut.rect, size);
        return [half, half.image.data.byteLength];
      }),
    mask: (mask, level) =>
      remember(mask, level, () => {
        if (level === 0) {
          const data = mask.load();
          return [{ rect: mask.rect, mask: data }, data.data.byteLength];
        }
        const finer = store.mask(mask, level - 1);
        const half = halveMask(finer.mask, finer.rect, mask.outside);
        return [half, half.mask.data.byteLength];
      }),
  };
  return store;
}

function cutAt(pixels: { rect: Rect; image: Image }, canvas: Size): { rect: Rect; image: Image } {
  const rect = intersect(pixels.rect, rectOfSize(canvas));
  if (rect.width === pixels.rect.width && rect.height === pixels.rect.height) return pixels;
  const own = { ...rect, x: rect.x - pixels.rect.x, y: rect.y - pixels.rect.y };
  return { rect, image: cropImage(pixels.image, own) };
}

/** The canvas's size at a level. */
export function sizeAt(canvas: Size, level: number): Size {
  let size: Size = canvas;
  for (let i = 0; i < level; i++) size = halfSize(size);
  return size;
}
