import type { Breathe } from '../../core/breathe';
import type { LayerResult } from '../../core/document';
import { CHANNELS, maxValue, type Image } from '../../core/image';
import { createMask, type Mask } from '../../core/mask';
import { isOpaque } from '../../pixels/alpha';

/**
 * A changed mask without what it shows of a picture that is not opaque there, unless `made`, the mask
 * before, showed it. All three have one size. `breathe` is awaited between the rows; what it throws ends
 * the work.
 */
export type DrawOnce = (mask: Mask, made: Mask, image: Image, breathe: Breathe) => Promise<Mask>;

/**
 * Keeps a result that is clipped to nothing from drawing what is half transparent a second time, over its source: there
 * it would be denser than the source alone. Other results, and opaque ones, get any mask. Looks at the result when a
 * mask is changed first.
 */
export function createDrawOnce({ look, image: picture }: LayerResult): DrawOnce {
  let isNeeded: boolean | null = look?.clipped === true ? false : null;
  return async (mask, made, image, breathe) => {
    if (mask === made) return mask;
    isNeeded ??= !isOpaque(picture);
    return isNeeded ? drawnOnce(mask, made, image, breathe) : mask;
  };
}

async function drawnOnce(
  mask: Mask,
  made: Mask,
  { data, depth }: Image,
  breathe: Breathe,
): Promise<Mask> {
  const out = createMask(mask);
  const opaque = maxValue(depth);
  for (let y = 0, i = 0; y < mask.height; y++) {
    await breathe();
    for (let x = 0; x < mask.width; x++, i++) {
      const shows = made.data[i] !== 0 || data[i * CHANNELS + CHANNELS - 1] === opaque;
      if (shows) out.data[i] = mask.data[i] as number;
    }
  }
  return out;
}
