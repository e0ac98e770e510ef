import { rect, rectOfSize, union, type Rect, type Size } from '../../../src/core/geometry';
import { maskBounds, type Mask } from '../../../src/core/mask';

/**
 * The bounds of what masks of a picture show, in its pixels, of which they may have fewer. All of it
 * where they show nothing.
 */
export function focusOn(picture: Size, masks: readonly Mask[]): Rect {
  const bounds = masks.flatMap((mask) => {
    const shown = maskBounds(mask);
    return shown === null ? [] : [spread(shown, mask, picture)];
  });
  return bounds.length === 0 ? rectOfSize(picture) : bounds.reduce(union);
}

/** A part of a picture in pixels of a larger one of it. */
function spread({ x, y, width, height }: Rect, from: Size, to: Size): Rect {
  const across = to.width / from.width;
  const down = to.height / from.height;
  const left = Math.floor(x * across);
  const top = Math.floor(y * down);
  const right = Math.min(to.width, Math.ceil((x + width) * across));
  const bottom = Math.min(to.height, Math.ceil((y + height) * down));
  return rect(left, top, right - left, bottom - top);
}
