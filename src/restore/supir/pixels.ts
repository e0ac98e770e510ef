import { rectOfSize, type Size } from '../../core/geometry';
import type { Image } from '../../core/image';
import type { Tensor } from '../../onnx/session';
import type { Buffers } from '../buffers';
import { readColours, RGB, type Planes } from '../planes';
import { resizeTo } from '../resize';

/**
 * [3, h, w] floats in −1…1 → interleaved bytes, clipped. `round`: how to come to whole numbers; the
 * official command line tool truncates, its demos round.
 */
export function toBytes(
  data: Float32Array,
  { width, height }: Size,
  round: (value: number) => number = Math.round,
): Uint8Array {
  const plane = width * height;
  const out = new Uint8Array(3 * plane);
  for (let i = 0; i < out.length; i++) {
    const value = (data[(i % 3) * plane + Math.floor(i / 3)] ?? 0) * 127.5 + 127.5;
    out[i] = round(Math.min(255, Math.max(0, value)));
  }
  return out;
}

/**
 * An image's colours at the working size, [1, 3, h, w], −1…1: antialiased cubic, in the image's own
 * precision. The tensor's memory comes from `buffers`.
 */
export function toWorkingPicture(image: Image, working: Size, buffers: Buffers): Tensor {
  const colours = readColours(image, rectOfSize(image), buffers);
  const picture = resizeTo(colours, working, buffers);
  if (picture !== colours) buffers.give(colours.data);
  const { data } = picture;
  for (let i = 0; i < data.length; i++) data[i] = (data[i] as number) * 2 - 1;
  return { dims: [1, RGB, working.height, working.width], data };
}

/** The way back, to 0…1 and another size. Takes the tensor's values as they are, unclamped. */
export function fromWorkingPicture({ dims, data }: Tensor, size: Size, buffers: Buffers): Planes {
  const [, channels = 0, height = 0, width = 0] = dims;
  const planes = { width, height, channels, data: data.map((value) => (value + 1) / 2) };
  return resizeTo(planes, size, buffers);
}
