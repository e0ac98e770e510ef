import { type Rect, scaleRect, scaleSize, translate } from '../core/geometry';
import { CHANNELS, createImage, maxValue, type Image } from '../core/image';
import type { Buffers } from '../pixels/buffers';
import { isOpaque } from '../pixels/alpha';
import { copyAlpha, readAlpha, RGB, writePlanes, type Planes } from '../pixels/planes';
import type { RestoreRequest } from './request';
import { resizePlanes, resizeTo } from '../pixels/resize';

/** The pictures of a result, and the way of finished parts into them. */
export interface ResultPictures {
  readonly image: Image;
  readonly content: Image | null;
  /**
   * Writes `core` of a finished `picture`, which covers `seen`; both in pixels of the context.
   * Borrows the picture.
   */
  write(picture: Planes, seen: Rect, core: Rect): void;
}

/**
 * Pictures of `region`, in pixels of the context. Their alpha is the source's own: the same values,
 * or resized where the picture is.
 */
export function createResultPictures(
  request: Pick<RestoreRequest, 'source' | 'scale' | 'mode'>,
  region: Rect,
  buffers: Buffers,
): ResultPictures {
  const { source, scale, mode } = request;
  const opaque = isOpaque(source);
  const hasContent = mode === 'smart-object' && scale > 1;
  const imageScale = mode === 'enlarge' ? scale : 1;
  const image = createImage(scaleSize(region, imageScale), source.depth);
  const content = hasContent ? createImage(scaleSize(region, scale), source.depth) : null;
  if (opaque) for (const picture of [image, content]) if (picture) fillAlpha(picture);

  const writeScaled = (to: Image, factor: number, planes: Planes, seen: Rect, core: Rect): void => {
    const area = scaleRect(translate(core, -seen.x, -seen.y), factor);
    const at = scaleRect(translate(core, -region.x, -region.y), factor);
    writePlanes(planes, area, to, at);
    if (opaque) return;
    if (factor === 1) {
      copyAlpha(source, core, to, at);
      return;
    }
    const alpha = readAlpha(source, seen, buffers);
    const large = resizePlanes(alpha, planes, 'bicubic', buffers);
    writePlanes(large, area, to, at);
    buffers.give(alpha.data);
    buffers.give(large.data);
  };

  return {
    image,
    content,
    write(picture, seen, core) {
      if (content === null) {
        writeScaled(image, imageScale, picture, seen, core);
        return;
      }
      writeScaled(content, scale, picture, seen, core);
      const small = resizeTo(picture, seen, buffers);
      writeScaled(image, 1, small, seen, core);
      if (small !== picture) buffers.give(small.data);
    },
  };
}

function fillAlpha(image: Image): void {
  const max = maxValue(image.depth);
  for (let i = RGB; i < image.data.length; i += CHANNELS) image.data[i] = max;
}
