import type { Breathe } from '../core/breathe';
import { type Rect, grow, intersect, rectOfSize } from '../core/geometry';
import { CHANNELS, maxValue, type Image } from '../core/image';
import type { Mask } from '../core/mask';
import type { Scale } from '../core/document';

/** Largest distance of source pixels that a resized pixel is made of. */
const RESIZING_REACH = 2;

/**
 * Whether the source is fully opaque wherever the mask is not 0, and, where the picture is resized,
 * as far around that as resizing reaches. `mask` covers `region` of the source.
 *
 * @param breathe awaited between the rows; what it throws ends the work
 */
export async function isOpaqueUnder(
  source: Image,
  region: Rect,
  mask: Mask,
  scale: Scale,
  breathe: Breathe,
): Promise<boolean> {
  const reach = scale === 1 ? 0 : RESIZING_REACH;
  const near = intersect(grow(region, reach), rectOfSize(source));
  const opaque = maxValue(source.depth);
  for (let y = near.y; y < near.y + near.height; y++) {
    await breathe();
    let alpha = (y * source.width + near.x) * CHANNELS + CHANNELS - 1;
    for (let x = near.x; x < near.x + near.width; x++, alpha += CHANNELS) {
      if (source.data[alpha] === opaque) continue;
      if (showsNear(mask, x - region.x, y - region.y, reach)) return false;
    }
  }
  return true;
}

function showsNear({ width, height, data }: Mask, x: number, y: number, reach: number): boolean {
  const left = Math.max(0, x - reach);
  const right = Math.min(width - 1, x + reach);
  for (let row = Math.max(0, y - reach); row <= Math.min(height - 1, y + reach); row++) {
    for (let i = row * width + left; i <= row * width + right; i++) if (data[i] !== 0) return true;
  }
  return false;
}
