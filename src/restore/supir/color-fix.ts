import type { ColorFix } from '../supir-settings';
import type { Size } from '../../core/geometry';
import type { Planes } from '../../pixels/planes';

/** Gives `content` the colours of `style`; both of the same shape, every plane by itself. Neither is changed. */
export function fixColor(kind: ColorFix, content: Planes, style: Planes): Planes {
  switch (kind) {
    case 'wavelet':
      return waveletFix(content, style);
    case 'adain':
      return adainFix(content, style);
    case 'none':
      return content;
  }
}

const LEVELS = 5;

/** The fine structure of `content` over the coarse one of `style` (docs/supir.md, section 12). */
export function waveletFix(content: Planes, style: Planes): Planes {
  const low = waveletLow(content).data;
  const styleLow = waveletLow(style).data;
  const data = new Float32Array(content.data.length);
  for (let i = 0; i < data.length; i++) {
    data[i] = (content.data[i] ?? 0) - (low[i] ?? 0) + (styleLow[i] ?? 0);
  }
  return { ...content, data };
}

/** Five blurs by [1 2 1]⊗[1 2 1]/16, dilated by 1, 2, 4, 8 and 16 pixels, edges repeated. */
export function waveletLow(image: Planes): Planes {
  let low = image.data;
  for (let level = 0; level < LEVELS; level++) low = blur(low, image, 2 ** level);
  return { ...image, data: low };
}

function blur(source: Float32Array, { width, height }: Size, radius: number): Float32Array {
  return blurColumns(blurRows(source, width, radius), width, height, radius);
}

function blurRows(source: Float32Array, width: number, radius: number): Float32Array {
  const out = new Float32Array(source.length);
  for (let from = 0; from < source.length; from += width) {
    const last = from + width - 1;
    for (let i = from; i <= last; i++) {
      const left = i - radius < from ? from : i - radius;
      const right = i + radius > last ? last : i + radius;
      const middle = source[i] as number;
      out[i] = ((source[left] as number) + 2 * middle + (source[right] as number)) / 4;
    }
  }
  return out;
}

function blurColumns(
  source: Float32Array,
  width: number,
  height: number,
  radius: number,
): Float32Array {
  const out = new Float32Array(source.length);
  const plane = width * height;
  for (let from = 0; from < source.length; from += plane) {
    for (let y = 0; y < height; y++) {
      const row = from + y * width;
      const above = from + Math.max(0, y - radius) * width - row;
      const below = from + Math.min(height - 1, y + radius) * width - row;
      for (let i = row; i < row + width; i++) {
        const middle = source[i] as number;
        out[i] = ((source[i + above] as number) + 2 * middle + (source[i + below] as number)) / 4;
      }
    }
  }
  return out;
}

const EPSILON = 1e-5;

/** Gives every plane of `content` the mean and the deviation of the same plane of `style`. */
export function adainFix(content: Planes, style: Planes): Planes {
  const plane = content.width * content.height;
  const data = new Float32Array(content.data.length);
  for (let from = 0; from < data.length; from += plane) {
    const c = moments(content.data.subarray(from, from + plane));
    const s = moments(style.data.subarray(from, from + plane));
    for (let i = from; i < from + plane; i++) {
      data[i] = (((content.data[i] ?? 0) - c.mean) / c.deviation) * s.deviation + s.mean;
    }
  }
  return { ...content, data };
}

function moments(values: Float32Array): { mean: number; deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / (values.length - 1) + EPSILON) };
}
