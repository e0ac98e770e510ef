import type { RowSpan } from '../core/geometry';

/**
 * Resampling filters. `box` to `lanczos3` are Pillow's (`Image.resize`), which the reference values used;
 * `sharp-bicubic` is PyTorch's `interpolate` (bicubic, `align_corners` and `antialias` false);
 * `even-bicubic` is as smooth as Pillow's, and goes on with a picture's border beyond it, so that what
 * is laid beside another does not change there.
 */
export type Filter = 'box' | 'bilinear' | 'bicubic' | 'lanczos3' | 'sharp-bicubic' | 'even-bicubic';

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
  'even-bicubic': { support: 2, weight: (x) => cubic(x, -0.5), pillow: false },
};

/** R. Keys, "Cubic convolution interpolation for digital image processing", 1981. */
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

/** For each output sample: the first input sample and `taps` weights (zero where fewer are used), sum 1. */
export interface Taps {
  readonly taps: number;
  readonly first: Int32Array;
  readonly weights: Float64Array;
}

/** What samples `outputs` (by default all) of `to` are made of, out of `from` samples. */
export function tapsFor(
  from: number,
  to: number,
  filter: Filter,
  outputs: RowSpan = { first: 0, count: to },
): Taps {
  const { support, weight, pillow } = KERNELS[filter];
  const scale = from / to;
  // A filter as wide as the step from one output sample to the next keeps shrinking from aliasing.
  const stretch = pillow ? Math.max(1, scale) : 1;
  const reach = support * stretch;
  const { count } = outputs;
  const centreOf = (i: number): number => (i + 0.5) * scale;
  const beginOf = (i: number): number => Math.floor(centreOf(i) - reach + 0.5);
  const endOf = (i: number): number => Math.floor(centreOf(i) + reach + 0.5);
  const inside = (place: number): number => Math.min(Math.max(0, place), from);
  // Of all outputs, so that a band adds up in the same order as the whole.
  let taps = 0;
  for (let i = 0; i < to; i++) taps = Math.max(taps, inside(endOf(i)) - inside(beginOf(i)));
  const first = new Int32Array(count);
  const weights = new Float64Array(count * taps);
  for (let i = 0; i < count; i++) {
    const centre = centreOf(outputs.first + i);
    const begin = beginOf(outputs.first + i);
    const end = endOf(outputs.first + i);
    // A window at the far end is shifted, so that every output sample reads `taps` real samples.
    const start = Math.min(inside(begin), from - taps);
    const at = i * taps - start;
    let sum = 0;
    for (let place = begin; place < end; place++) {
      const nearest = Math.min(Math.max(0, place), from - 1);
      if (pillow && place !== nearest) continue;
      const share = weight((place - centre + 0.5) / stretch);
      weights[at + nearest] = (weights[at + nearest] ?? 0) + share;
      sum += share;
    }
    for (let k = i * taps; k < (i + 1) * taps; k++) weights[k] = (weights[k] ?? 0) / sum;
    first[i] = start;
  }
  return { taps, first, weights };
}
