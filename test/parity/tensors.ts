import type { Tensor } from '../../src/onnx/session';
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

/** The rows of a recorded table of whole numbers, such as token ids. */
export function integerRows(file: StageFile, name: string): readonly (readonly number[])[] {
  const [rows = 0, length = 0] = file.dims(name);
  const values = file.integers(name);
  return Array.from({ length: rows }, (_, row) => values.slice(row * length, (row + 1) * length));
}
