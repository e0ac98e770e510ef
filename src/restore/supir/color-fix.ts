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
  const rows = blurAxis(source, width, 1, radius, (i) => Math.floor(i / width) * width);
  const plane = width * height;
  return blurAxis(rows, height, width, radius, (i) => Math.floor(i / plane) * plane + (i % width));
}

/** Blurs `length` samples that are `stride` apart from `start(i)`: the line through value i. */
function blurAxis(
  source: Float32Array,
  length: number,
  stride: number,
  radius: number,
  start: (index: number) => number,
): Float32Array {
  const out = new Float32Array(source.length);
  const reach = radius * stride;
  for (let i = 0; i < source.length; i++) {
    const first = start(i);
    const last = first + (length - 1) * stride;
    const before = source[Math.max(first, i - reach)] ?? 0;
    const after = source[Math.min(last, i + reach)] ?? 0;
    out[i] = (before + 2 * (source[i] ?? 0) + after) / 4;
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
