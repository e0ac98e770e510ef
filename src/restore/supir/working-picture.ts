import type { Size } from '../../core/geometry';
import { CHANNELS, maxValue, type Image } from '../../core/image';
import type { Tensor } from '../../onnx/session';
import type { Buffers } from '../../pixels/buffers';
import { RGB, type Planes } from '../../pixels/planes';
import { resizeTo } from '../../pixels/resize';
import { resizeColours } from '../../pixels/pillow-bicubic';

/**
 * An image's colours at the working size, [1, 3, h, w], −1…1, resized as the reference does
 * (docs/supir.md, section 3). The tensor's memory comes from `buffers`.
 */
export function toWorkingPicture(image: Image, working: Size, buffers: Buffers): Tensor {
  const { width, height } = working;
  const same = image.width === width && image.height === height;
  const values = same ? image.data : resizeColours(image, working);
  const release = buffers.hold(same ? 0 : values.byteLength);
  const step = same ? CHANNELS : RGB;
  const plane = width * height;
  const data = buffers.take(RGB * plane);
  const max = maxValue(image.depth);
  for (let channel = 0; channel < RGB; channel++) {
    for (let i = 0; i < plane; i++) {
      data[channel * plane + i] = ((values[i * step + channel] as number) / max) * 2 - 1;
    }
  }
  release();
  return { dims: [1, RGB, height, width], data };
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
 * the picture shrinks much. Takes the tensor's values as they are, unclamped.
 */
export function fromWorkingPicture({ dims, data }: Tensor, size: Size, buffers: Buffers): Planes {
  const [, channels = 0, height = 0, width = 0] = dims;
  const values = new Float32Array(data.length);
  for (let i = 0; i < values.length; i++) values[i] = ((data[i] as number) + 1) / 2;
  const planes = { width, height, channels, data: values };
  const filter = shrinksMuch(planes, size) ? 'bicubic' : 'sharp-bicubic';
  return resizeTo(planes, size, buffers, filter);
}
