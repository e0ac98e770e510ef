import type { Breathe } from '../../core/breathe';
import { sameSize, type RowSpan, type Size } from '../../core/geometry';
import { CHANNELS, maxValue, type Image } from '../../core/image';
import type { Tensor } from '../../onnx/session';
import type { Buffers } from '../../pixels/buffers';
import { RGB, takePlanes, type Planes } from '../../pixels/planes';
import { bandTaps, resizeBand } from '../../pixels/resize';
import { resizeColours } from '../../pixels/pillow-bicubic';

/**
 * An image's colours at the working size, [1, 3, h, w], −1…1, resized as the reference does
 * (docs/supir.md, section 3). The tensor's memory comes from `buffers`.
 *
 * @throws what `breathe` throws
 */
export async function toWorkingPicture(
  image: Image,
  working: Size,
  buffers: Buffers,
  breathe: Breathe,
): Promise<Tensor> {
  const { width, height } = working;
  const same = sameSize(image, working);
  const values = same ? image.data : await resizeColours(image, working, breathe);
  const release = buffers.hold(same ? 0 : values.byteLength);
  const step = same ? CHANNELS : RGB;
  const plane = width * height;
  const data = buffers.take(RGB * plane);
  try {
    const factor = 2 / maxValue(image.depth);
    for (let at = 0; at < plane; at += width) {
      const line = values.subarray(at * step, (at + width) * step);
      for (let c = 0; c < RGB; c++) {
        spread(line, c, step, factor, data.subarray(c * plane + at, c * plane + at + width));
      }
      await breathe();
    }
  } catch (error) {
    buffers.give(data);
    throw error;
  } finally {
    release();
  }
  return { dims: [1, RGB, height, width], data };
}

/** A channel of a line of pixels as values −1…1. */
function spread(
  line: Image['data'] | Uint8Array,
  channel: number,
  step: number,
  factor: number,
  out: Float32Array,
): void {
  for (let x = 0, from = channel; x < out.length; x++, from += step) {
    out[x] = (line[from] as number) * factor - 1;
  }
}

/**
 * Largest factor by which rounding to multiples of 64 enlarges sides of 96 and more. A picture that
 * is to shrink by more was enlarged for the network, or is wanted smaller than it was restored.
 */
const MOST_ROUNDING = 4 / 3;

/** Whether `fromWorkingPicture` departs from the reference's filter, which would alias. */
export function shrinksMuch(from: Size, to: Size): boolean {
  return Math.max(from.width / to.width, from.height / to.height) > MOST_ROUNDING;
}

/**
 * Converts back, to 0…1 and another size: by the reference's bicubic, or an antialiased one where
 * the picture shrinks much. Takes the tensor's values as they are, unclamped. `rows`: only these of the
 * result, the same values as in the whole.
 */
export function fromWorkingPicture(
  { dims, data }: Tensor,
  size: Size,
  buffers: Buffers,
  rows: RowSpan = { first: 0, count: size.height },
): Planes {
  const [, channels = 0, height = 0, width = 0] = dims;
  const from = { width, height };
  const out = { width: size.width, height: rows.count };
  if (sameSize(from, size)) return unitRows(data, from, channels, rows, buffers);
  const filter = shrinksMuch(from, size) ? 'bicubic' : 'sharp-bicubic';
  const { needed, lines } = bandTaps(height, size.height, filter, rows);
  const band = unitRows(data, from, channels, needed, buffers);
  const resized = resizeBand(band, out, filter, lines, buffers);
  buffers.give(band.data);
  return resized;
}

/** Rows of values −1…1 as such of 0…1. */
function unitRows(
  data: Float32Array,
  { width, height }: Size,
  channels: number,
  rows: RowSpan,
  buffers: Buffers,
): Planes {
  const planes = takePlanes(buffers, { width, height: rows.count }, channels);
  const length = width * rows.count;
  for (let channel = 0; channel < channels; channel++) {
    let at = (channel * height + rows.first) * width;
    for (let to = channel * length; to < (channel + 1) * length; to++, at++) {
      planes.data[to] = ((data[at] as number) + 1) / 2;
    }
  }
  return planes;
}
