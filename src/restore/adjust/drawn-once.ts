import type { Breathe } from '../../core/breathe';
import type { LayerResult } from '../../core/document';
import { CHANNELS, maxValue, type Image } from '../../core/image';
import { createMask, type Mask } from '../../core/mask';
import { isOpaque } from '../../pixels/alpha';

/**
 * Whether a result draws what is half transparent a second time, over its source: it is clipped to
 * nothing, and not opaque everywhere.
 */
export function drawsTwice({ look, image }: LayerResult): boolean {
  return look?.clipped !== true && !isOpaque(image);
}

/**
 * A changed mask without what it shows of a picture that is not opaque there, unless it was shown as the
 * result was made: seen through over its source, such pixels would be denser than the source alone.
 *
 * @param made the mask before, of the same size
 * @param image of that size as well
 * @param breathe awaited between the rows; what it throws ends it
 */
export async function drawnOnce(
  mask: Mask,
  made: Mask,
  { data, depth }: Image,
  breathe: Breathe,
): Promise<Mask> {
  if (mask === made) return mask;
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
