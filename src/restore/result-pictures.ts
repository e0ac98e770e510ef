import { type Rect, scaleRect, translate } from '../core/geometry';
import { CHANNELS, createImage, maxValue, type Image } from '../core/image';
import type { Buffers } from './buffers';
import type { Plan } from './plan';
import { copyAlpha, isOpaque, readAlpha, RGB, writePlanes, type Planes } from './planes';
import type { RestoreRequest } from './request';
import { resizePlanes, resizeTo } from './resize';

/** The pictures of a result, and the way of finished parts into them. */
export interface ResultPictures {
  readonly image: Image;
  readonly full: Image | null;
  /**
   * Writes `core` of a finished `picture`, which covers `seen`; both in pixels of the context.
   * Borrows the picture.
   */
  write(picture: Planes, seen: Rect, core: Rect): void;
}

/** Pictures with the source's own alpha: the same values, or resized where the picture is. */
export function createResultPictures(
  request: RestoreRequest,
  plan: Pick<Plan, 'region' | 'outputSize'>,
  buffers: Buffers,
): ResultPictures {
  const { source, scale, mode } = request;
  const opaque = isOpaque(source);
  const hasFull = mode === 'smart-object' && scale > 1;
  const image = createImage(plan.outputSize, source.depth);
  const full = hasFull ? createImage(scaled(plan.region, scale), source.depth) : null;
  if (opaque) for (const picture of [image, full]) if (picture) fillAlpha(picture);

  const writeScaled = (to: Image, factor: number, planes: Planes, seen: Rect, core: Rect): void => {
    const area = scaleRect(translate(core, -seen.x, -seen.y), factor);
    const at = scaleRect(translate(core, -plan.region.x, -plan.region.y), factor);
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
    full,
    write(picture, seen, core) {
      if (full === null) {
        writeScaled(image, mode === 'enlarge' ? scale : 1, picture, seen, core);
        return;
      }
      writeScaled(full, scale, picture, seen, core);
      const small = resizeTo(picture, seen, buffers);
      writeScaled(image, 1, small, seen, core);
      if (small !== picture) buffers.give(small.data);
    },
  };
}

function scaled(region: Rect, factor: number): { width: number; height: number } {
  return { width: region.width * factor, height: region.height * factor };
}

function fillAlpha(image: Image): void {
  const max = maxValue(image.depth);
  for (let i = RGB; i < image.data.length; i += CHANNELS) image.data[i] = max;
}
