import type { Breathe } from '../../core/breathe';
import { intersect, rect, scaleSize, translate, type Rect, type Size } from '../../core/geometry';
import type { Tensor } from '../../onnx/session';
import type { Buffers } from '../../pixels/buffers';
import type { ResultPictures } from '../result-pictures';
import { seenWith, stripsOf } from '../adjust/strips';
import { fromWorkingPicture } from './working-picture';

/** Pixels that resizing looks to each side, and one to spare. */
const REACH = 3;

/** Where a working picture goes. */
export interface ResultPlace {
  /** Of the source. */
  readonly context: Size;
  /** The part of it that is written. */
  readonly region: Rect;
  /** Of the largest picture of the result to the source. */
  readonly factor: number;
}

/**
 * Writes a working picture, [1, 3, h, w], into the pictures of a result, strip by strip: what is beside
 * it in memory does not grow with its height.
 *
 * @throws what `breathe` throws
 */
export async function writeResult(
  samples: Tensor,
  { context, region, factor }: ResultPlace,
  pictures: ResultPictures,
  buffers: Buffers,
  breathe: Breathe,
): Promise<void> {
  const size = scaleSize(context, factor);
  const rows = rect(0, 0, context.width, region.height);
  for (const { core } of stripsOf(rows, REACH, factor)) {
    await breathe();
    const strip = seenWith(translate(core, 0, region.y), REACH, context);
    const { seen } = strip;
    const span = { first: seen.y * factor, count: seen.height * factor };
    const planes = fromWorkingPicture(samples, size, buffers, span);
    pictures.write(planes, seen, intersect(strip.core, region));
    buffers.give(planes.data);
  }
}
