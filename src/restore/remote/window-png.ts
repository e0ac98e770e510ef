import { area, type Rect } from '../../core/geometry';
import type { Depth } from '../../core/image';
import type { Tensor } from '../../onnx/session';
import { RGB } from '../../pixels/planes';
import { encodeColors } from '../../pixels/png/encode-png';
import type { PngRows } from '../../pixels/png/png-rows';

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
  const { width, height } = window;
  const bytes = area(window) * RGB * (depth / 8);
  const isStored = isNear && bytes * MOST_AROUND < maxBytes;
  const pack = rowPacker(picture, window, depth);
  return encodeColors({ width, height, depth, pack }, { isStored }, signal);
}

function rowPacker({ dims, data }: Tensor, { x, y, width }: Rect, depth: Depth): PngRows['pack'] {
  const [, , rows = 0, columns = 0] = dims;
  const write = depth === 8 ? writeBytes : writePairs;
  return (line, row) => {
    const from = (y + line) * columns + x;
    for (let c = 0; c < RGB; c++) {
      const at = c * rows * columns + from;
      write(data.subarray(at, at + width), row, c);
    }
  };
}

function writeBytes(values: Float32Array, row: Uint8Array, channel: number): void {
  for (let x = 0, to = channel; x < values.length; x++, to += RGB) {
    const value = (values[x] as number) * 127.5 + 128;
    row[to] = value < 0 ? 0 : value > 255 ? 255 : value;
  }
}

function writePairs(values: Float32Array, row: Uint8Array, channel: number): void {
  for (let x = 0, to = 2 * channel; x < values.length; x++, to += 2 * RGB) {
    const value = (values[x] as number) * 32767.5 + 32768;
    const whole = value < 0 ? 0 : value > 65535 ? 65535 : value | 0;
    row[to] = whole >> 8;
    row[to + 1] = whole & 255;
  }
}
