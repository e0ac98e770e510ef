import { rectOfSize } from '../../src/core/geometry';
import { CHANNELS, createImage, type Image8 } from '../../src/core/image';
import type { Tensor } from '../../src/onnx/session';
import { RGB, writePlanes, type Planes } from '../../src/pixels/planes';
import type { Latent } from '../../src/sampling/latent';
import type { Floats, StageFile } from './stage-file';

export function expectOutput(outputs: Readonly<Record<string, Tensor>>, name: string): Tensor {
  const tensor = outputs[name];
  if (tensor === undefined) throw new RangeError(`the network gave no ${name}`);
  return tensor;
}

export function rowsOf({ dims, data }: Floats, from: number, to: number): Floats {
  const [rows = 1, ...rest] = dims;
  const size = data.length / rows;
  return { dims: [to - from, ...rest], data: data.subarray(from * size, to * size) };
}

export function asLatent({ dims, data }: Floats): Latent {
  const [n = 0, c = 0, h = 0, w = 0] = dims;
  return { dims: [n, c, h, w], data };
}

/** [n, h, w, 3] or [h, w, 3] bytes → [n, 3, h, w] in −1…1. */
export function pictureOf(dims: readonly number[], bytes: Uint8Array): Tensor {
  const [n = 0, h = 0, w = 0] = dims.length === 3 ? [1, ...dims] : dims;
  const plane = h * w;
  const data = new Float32Array(n * 3 * plane);
  for (let i = 0; i < data.length; i++) {
    const sample = Math.floor(i / (3 * plane));
    const channel = Math.floor(i / plane) % 3;
    data[i] = ((bytes[(sample * plane + (i % plane)) * 3 + channel] ?? 0) / 255) * 2 - 1;
  }
  return { dims: [n, 3, h, w], data };
}

/** [h, w, 3] bytes → an opaque image, as a host reads one. */
export function imageOf(file: StageFile, name: string): Image8 {
  const [height = 0, width = 0] = file.dims(name);
  const bytes = file.bytes(name);
  const data = new Uint8ClampedArray(width * height * CHANNELS).fill(255);
  bytes.forEach((value, i) => {
    data[Math.floor(i / RGB) * CHANNELS + (i % RGB)] = value;
  });
  return { width, height, depth: 8, data };
}

/** [h, w, 3] bytes of planes, as the panel writes them into a document. */
export function writtenBytes(planes: Planes): Uint8Array {
  const image = createImage(planes, 8);
  writePlanes(planes, rectOfSize(planes), image, { x: 0, y: 0 });
  return Uint8Array.from(image.data.filter((_, i) => i % CHANNELS < RGB));
}

/** [h, w, 3] bytes of planes, clipped and cut to whole numbers, as the reference's tool writes them. */
export function cutBytes({ width, height, data }: Planes): Uint8Array {
  const plane = width * height;
  return Uint8Array.from({ length: RGB * plane }, (_, i) => {
    const value = (data[(i % RGB) * plane + Math.floor(i / RGB)] ?? 0) * 255;
    return Math.trunc(Math.min(255, Math.max(0, value)));
  });
}

/** The rows of a recorded table of whole numbers, such as token ids. */
export function integerRows(file: StageFile, name: string): readonly (readonly number[])[] {
  const [rows = 0, length = 0] = file.dims(name);
  const values = file.integers(name);
  return Array.from({ length: rows }, (_, row) => values.slice(row * length, (row + 1) * length));
}
