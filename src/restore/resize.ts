import type { Size } from '../core/geometry';
import type { Buffers } from './buffers';
import { mixRows } from './mix-rows';
import { takePlanes, type Planes } from './planes';

/**
 * Resampling filters, the same as Pillow's (`Image.resize`), which the reference values used;
 * `sharp-bicubic` is PyTorch's `interpolate` (bicubic, `align_corners` and `antialias` false).
 */
export type Filter = 'box' | 'bilinear' | 'bicubic' | 'lanczos3' | 'sharp-bicubic';

interface Kernel {
  readonly support: number;
  readonly weight: (x: number) => number;
  /** Pillow widens filters when it shrinks, and stops at an edge; otherwise edges are repeated. */
  readonly pillow: boolean;
}

const KERNELS: Readonly<Record<Filter, Kernel>> = {
  box: { support: 0.5, weight: (x) => (x > -0.5 && x <= 0.5 ? 1 : 0), pillow: true },
  bilinear: { support: 1, weight: (x) => Math.max(0, 1 - Math.abs(x)), pillow: true },
  bicubic: { support: 2, weight: (x) => cubic(x, -0.5), pillow: true },
  lanczos3: { support: 3, weight: lanczos3, pillow: true },
  'sharp-bicubic': { support: 2, weight: (x) => cubic(x, -0.75), pillow: false },
};

/** Keys' cubic. */
function cubic(x: number, a: number): number {
  const t = Math.abs(x);
  if (t < 1) return ((a + 2) * t - (a + 3)) * t * t + 1;
  if (t < 2) return (((t - 5) * t + 8) * t - 4) * a;
  return 0;
}

function lanczos3(x: number): number {
  return x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0;
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

/** First input sample of each output sample, and `taps` weights (zero where fewer are used). */
interface Taps {
  readonly taps: number;
  readonly first: Int32Array;
  readonly weights: Float32Array;
}

function tapsFor(from: number, to: number, filter: Filter): Taps {
  const { support, weight, pillow } = KERNELS[filter];
  const scale = from / to;
  // A filter as wide as the step from one output sample to the next keeps shrinking from aliasing.
  const stretch = pillow ? Math.max(1, scale) : 1;
  const reach = support * stretch;
  const begins = Array.from({ length: to }, (_, i) => Math.floor((i + 0.5) * scale - reach + 0.5));
  const ends = begins.map((_, i) => Math.floor((i + 0.5) * scale + reach + 0.5));
  const inside = (place: number): number => Math.min(Math.max(0, place), from);
  const taps = ends.reduce(
    (most, end, i) => Math.max(most, inside(end) - inside(begins[i] ?? 0)),
    0,
  );
  const first = new Int32Array(to);
  const weights = new Float32Array(to * taps);
  for (let i = 0; i < to; i++) {
    const centre = (i + 0.5) * scale;
    const begin = begins[i] ?? 0;
    // A window at the far end is shifted, so that every output sample reads `taps` real samples.
    const start = Math.min(inside(begin), from - taps);
    const row = new Float64Array(taps);
    for (let place = begin; place < (ends[i] ?? 0); place++) {
      const nearest = Math.min(Math.max(0, place), from - 1);
      if (pillow && place !== nearest) continue;
      const k = nearest - start;
      row[k] = (row[k] ?? 0) + weight((place - centre + 0.5) / stretch);
    }
    const sum = row.reduce((a, b) => a + b, 0);
    first[i] = start;
    row.forEach((w, k) => {
      weights[i * taps + k] = w / sum;
    });
  }
  return { taps, first, weights };
}

/** Resizes every channel, first along the rows. The result comes from `buffers`. */
export function resizePlanes(source: Planes, size: Size, filter: Filter, buffers: Buffers): Planes {
  const { channels, height } = source;
  const wide = takePlanes(buffers, { width: size.width, height }, channels);
  resizeRows(source, wide, tapsFor(source.width, size.width, filter));
  if (height === size.height) return wide;
  const out = takePlanes(buffers, size, channels);
  resizeColumns(wide, out, tapsFor(height, size.height, filter));
  buffers.give(wide.data);
  return out;
}

function resizeRows(source: Planes, out: Planes, taps: Taps): void {
  if (source.width === out.width) {
    out.data.set(source.data.subarray(0, out.data.length));
    return;
  }
  const rows = source.height * source.channels;
  const { taps: count, first, weights } = taps;
  for (let row = 0; row < rows; row++) {
    const from = row * source.width;
    const to = row * out.width;
    for (let x = 0, w = 0; x < out.width; x++) {
      let i = from + (first[x] as number);
      let sum = 0;
      for (let k = 0; k < count; k++)
        sum += (source.data[i++] as number) * (weights[w++] as number);
      out.data[to + x] = sum;
    }
  }
}

function resizeColumns(source: Planes, out: Planes, taps: Taps): void {
  const { width } = out;
  const { taps: count, first, weights } = taps;
  const offsets = new Int32Array(count);
  for (let channel = 0; channel < out.channels; channel++) {
    for (let y = 0; y < out.height; y++) {
      const to = (channel * out.height + y) * width;
      const top = channel * source.height + (first[y] as number);
      for (let k = 0; k < count; k++) offsets[k] = (top + k) * width;
      mixRows(out.data.subarray(to, to + width), source.data, offsets, weights, y * count, count);
    }
  }
}

/** The picture itself when it has that size already. */
export function resizeTo(
  picture: Planes,
  size: Size,
  buffers: Buffers,
  filter: Filter = 'bicubic',
): Planes {
  return picture.width === size.width && picture.height === size.height
    ? picture
    : resizePlanes(picture, size, filter, buffers);
}
