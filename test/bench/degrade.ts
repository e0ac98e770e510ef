import { decode, encode } from 'jpeg-js';
import type { Rgb8 } from '../networks/pillow';
import { normalsFrom } from '../support/random';
import { tiledRgba, withoutAlpha } from '../support/pictures';

/** How a good picture becomes a bad one: blurred, reduced, with noise, compressed. */
export interface Degradation {
  /** Standard deviation of the Gaussian blur, pixels of the good picture. */
  readonly blur: number;
  /** Each output pixel is the mean over `factor` × `factor`. */
  readonly factor: number;
  /** Standard deviation of the noise, 8-bit values. */
  readonly noise: number;
  /** 1…100. Colours are not subsampled. */
  readonly jpegQuality: number;
}

/** The same pixels every time: the noise has a fixed seed. */
export function degrade(picture: Rgb8, { blur, factor, noise, jpegQuality }: Degradation): Rgb8 {
  const reduced = meanOverBlocks(blurred(picture, blur), factor);
  const normal = normalsFrom(0x5eed);
  const data = Uint8ClampedArray.from(reduced.data, (value) =>
    Math.round(value + noise * normal()),
  );
  const noisy = { width: reduced.width, height: reduced.height, data };
  const rgba = tiledRgba(noisy, noisy);
  const file = encode({ width: noisy.width, height: noisy.height, data: rgba }, jpegQuality);
  return withoutAlpha(decode(file.data, { useTArray: true, formatAsRGBA: true }), 4);
}

/** Three values a pixel. */
interface Floats {
  readonly width: number;
  readonly height: number;
  readonly data: Float64Array;
}

/** Edges are repeated. */
function blurred({ width, height, data }: Rgb8, sigma: number): Floats {
  const radius = Math.ceil(4 * sigma);
  const offsets = Array.from({ length: 2 * radius + 1 }, (_, k) => k - radius);
  const raw = offsets.map((k) => Math.exp(-(k ** 2) / (2 * sigma ** 2)));
  const sum = raw.reduce((a, b) => a + b, 0);
  const along = (from: Float64Array, stepX: number, stepY: number): Float64Array => {
    const out = new Float64Array(from.length);
    const clamp = (value: number, size: number): number => Math.min(size - 1, Math.max(0, value));
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const to = 3 * (y * width + x);
        for (const [index, k] of offsets.entries()) {
          const at = 3 * (clamp(y + k * stepY, height) * width + clamp(x + k * stepX, width));
          const weight = (raw[index] ?? 0) / sum;
          for (let c = 0; c < 3; c++) out[to + c]! += weight * (from[at + c] ?? 0);
        }
      }
    }
    return out;
  };
  return { width, height, data: along(along(Float64Array.from(data), 1, 0), 0, 1) };
}

function meanOverBlocks(picture: Floats, factor: number): Floats {
  const [width, height] = [picture.width / factor, picture.height / factor];
  const data = new Float64Array(3 * width * height);
  for (let y = 0; y < picture.height; y++) {
    for (let x = 0; x < picture.width; x++) {
      const to = 3 * (Math.floor(y / factor) * width + Math.floor(x / factor));
      const from = 3 * (y * picture.width + x);
      for (let c = 0; c < 3; c++) data[to + c]! += (picture.data[from + c] ?? 0) / factor ** 2;
    }
  }
  return { width, height, data };
}
