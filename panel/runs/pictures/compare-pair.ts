import { type Size, area } from '../../../src/core/geometry';
import type { Image, Image8 } from '../../../src/core/image';
import type { Mask } from '../../../src/core/mask';
import { withMaskAsAlpha } from '../../../src/pixels/alpha';
import { toDepth } from '../../../src/pixels/depth';
import { enlargeMask } from '../../../src/pixels/linear';
import type { ComparePair, CompareSource } from '../../store/pictures';
import { focusOn } from './focus-on';

/** Larger pictures are shown smaller: a canvas of more pixels fails or stalls on many GPUs. */
const MAX_SHOWN_PIXELS = 12_000_000;
const MAX_SHOWN_SIDE = 8192;

function shownSize(size: Size, longestSide: number): Size {
  const factor = Math.min(
    1,
    Math.sqrt(MAX_SHOWN_PIXELS / area(size)),
    longestSide / size.width,
    longestSide / size.height,
  );
  return {
    width: Math.max(1, Math.floor(size.width * factor)),
    height: Math.max(1, Math.floor(size.height * factor)),
  };
}

function toBitmap(image: Image8, longestSide: number): Promise<ImageBitmap> {
  // The copy gives the buffer a type that `ImageData` takes, whatever memory the pixels lie in.
  const pixels = new ImageData(new Uint8ClampedArray(image.data), image.width, image.height);
  const shown = shownSize(image, longestSide);
  if (shown.width === image.width && shown.height === image.height)
    return createImageBitmap(pixels);
  return createImageBitmap(pixels, {
    resizeWidth: shown.width,
    resizeHeight: shown.height,
    resizeQuality: 'high',
  });
}

/** The bitmap of a result, its mask, which may have fewer pixels, as its alpha, as in a comparison. */
export function shownResult(
  { image, mask }: { readonly image: Image; readonly mask: Mask },
  longestSide = MAX_SHOWN_SIDE,
): Promise<ImageBitmap> {
  return toBitmap(toDepth(withMaskAsAlpha(image, enlargeMask(mask, image)), 8), longestSide);
}

/** Makes the bitmaps of a comparison; runs in the worker. */
export async function comparePair({
  before,
  after,
  mask,
  longestSide = MAX_SHOWN_SIDE,
}: CompareSource): Promise<ComparePair> {
  const most = Math.min(longestSide, MAX_SHOWN_SIDE);
  const [beforeBitmap, afterBitmap] = await Promise.all([
    toBitmap(toDepth(before, 8), most),
    shownResult({ image: after, mask }, most),
  ]);
  return {
    before: beforeBitmap,
    after: afterBitmap,
    size: { width: after.width, height: after.height },
    focus: focusOn(after, [mask]),
  };
}
