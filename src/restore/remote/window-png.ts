import { area, type Rect } from '../../core/geometry';
import { CHANNELS, createImage, maxValue, type Depth, type Image } from '../../core/image';
import type { Tensor } from '../../onnx/session';
import { RGB } from '../../pixels/planes';
import { encodePng } from '../../pixels/png/encode-png';

export interface WindowFile {
  readonly depth: Depth;
  /** The server is this computer, or in the same network. */
  readonly isNear: boolean;
  readonly maxBytes: number;
}

/** What a file and a form have around stored pixels, at most, as a factor. */
const MOST_AROUND = 1.1;

/**
 * A window of the working picture as a PNG for the server: opaque, without a profile, since the numbers
 * alone count there. `picture`: [1, 3, h, w], −1…1. Compressing takes longer than sending to a server that
 * is near; a file of more than `maxBytes` is compressed all the same.
 */
export function windowPng(
  picture: Tensor,
  window: Rect,
  { depth, isNear, maxBytes }: WindowFile,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = area(window) * RGB * (depth / 8);
  const isStored = isNear && bytes * MOST_AROUND < maxBytes;
  return encodePng(windowImage(picture, window, depth), { isStored }, signal);
}

function windowImage({ dims, data }: Tensor, window: Rect, depth: Depth): Image {
  const [, , height = 0, width = 0] = dims;
  const image = createImage(window, depth);
  const max = maxValue(depth);
  const plane = width * height;
  for (let y = 0, to = 0; y < window.height; y++) {
    let from = (window.y + y) * width + window.x;
    for (let x = 0; x < window.width; x++, from++, to += CHANNELS) {
      for (let c = 0; c < RGB; c++) {
        const value = (((data[c * plane + from] as number) + 1) / 2) * max + 0.5;
        image.data[to + c] = Math.min(max, Math.max(0, Math.floor(value)));
      }
      image.data[to + RGB] = max;
    }
  }
  return image;
}
