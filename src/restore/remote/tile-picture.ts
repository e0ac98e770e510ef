import { sha256 } from 'hash-wasm';
import type { Rect, Size } from '../../core/geometry';
import { CHANNELS, createImage, maxValue, type Depth, type Image } from '../../core/image';
import type { Tensor } from '../../onnx/session';
import { RGB } from '../../pixels/planes';
import { decodePng } from '../../pixels/png/decode-png';
import { encodePng } from '../../pixels/png/encode-png';
import { PngError } from '../../pixels/png/errors';
import { readPng, type PngFile } from '../../pixels/png/read-png';
import { resultUnusable } from '../../comfyui/run-errors';

/** A window of the working picture as it goes to a server. */
export interface TileFile {
  readonly png: Uint8Array<ArrayBuffer>;
  /** By the hash of its bytes: the same picture is one file there, and never replaces another. */
  readonly name: string;
}

/** `picture`: [1, 3, h, w], −1…1. Opaque, without a profile: the numbers alone count. */
export async function tileFile(
  picture: Tensor,
  window: Rect,
  depth: Depth,
  signal: AbortSignal,
): Promise<TileFile> {
  const png = await encodePng(windowImage(picture, window, depth), {}, signal);
  return { png, name: `${await sha256(png)}.png` };
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

/** More than a PNG of these pixels is: they are at most stored as they are, with the graph as text. */
export function largestPng({ width, height }: Size): number {
  return height * (1 + width * CHANNELS * 2) * 1.01 + 4 * 2 ** 20;
}

/**
 * A server's picture. Its size is looked at before anything is allocated for it.
 * @throws ServerError `comfy-result-unusable`
 */
export function resultImage(png: Uint8Array, { width, height }: Size): Image {
  const file = opened(() => readPng(png));
  const is: PngFile['header'] = file.header;
  if (is.width !== width || is.height !== height) {
    const sizes = `it is ${is.width} × ${is.height} instead of ${width} × ${height} pixels`;
    throw resultUnusable(sizes);
  }
  return opened(() => decodePng(file));
}

function opened<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof PngError)) throw error;
    throw resultUnusable(error.message, error);
  }
}
