import type { LayerResult } from '../../core/document';
import { sameSize, scaleRect, translate, type Rect } from '../../core/geometry';
import { cropImage } from '../../core/image';
import { cropMask, maskBounds, type Mask } from '../../core/mask';

/**
 * A result cut to what its mask shows, in whole pixels of the document before: all that anybody gets
 * of it. What is kept goes on around that, so that the mask can grow. The result itself where nothing
 * is to be cut, or nothing shows.
 */
export function shownOnly(result: LayerResult): LayerResult {
  const part = partOf(result.mask, result.mode === 'enlarge' ? result.scale : 1);
  if (part === null || sameSize(part, result.mask)) return result;
  const cut = {
    rect: translate(part, result.rect.x, result.rect.y),
    image: cropImage(result.image, part),
    mask: cropMask(result.mask, part),
  };
  if (result.mode !== 'smart-object') return { ...result, ...cut };
  const { image, content } = result;
  const isOne = content === image;
  const within = scaleRect(part, content.width / image.width);
  return { ...result, ...cut, content: isOne ? cut.image : cropImage(content, within) };
}

/** The bounds of what a mask shows, from and to multiples of `step`; null: nothing shows. */
function partOf(mask: Mask, step: number): Rect | null {
  const bounds = maskBounds(mask);
  if (bounds === null) return null;
  const x = Math.floor(bounds.x / step) * step;
  const y = Math.floor(bounds.y / step) * step;
  const right = Math.min(mask.width, Math.ceil((bounds.x + bounds.width) / step) * step);
  const bottom = Math.min(mask.height, Math.ceil((bounds.y + bounds.height) / step) * step);
  return { x, y, width: right - x, height: bottom - y };
}
