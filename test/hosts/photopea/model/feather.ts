import { grow } from '../../../../src/core/geometry';
import { coverageOn, type Coverage } from './raster';

function kernelOf(radius: number): Float64Array {
  const reach = Math.ceil(2 * radius);
  const sigma = Math.max(radius, 0.01) / 1.5;
  const kernel = Float64Array.from({ length: 2 * reach + 1 }, (_, i) =>
    Math.exp(-((i - reach) ** 2) / (2 * sigma * sigma)),
  );
  const sum = kernel.reduce((a, b) => a + b, 0);
  return kernel.map((value) => value / sum);
}

function blurLines(
  source: Float64Array,
  kernel: Float64Array,
  { lines, length, step, lineStep }: Record<'lines' | 'length' | 'step' | 'lineStep', number>,
): Float64Array {
  const out = new Float64Array(source.length);
  const reach = (kernel.length - 1) / 2;
  for (let line = 0; line < lines; line++) {
    for (let i = 0; i < length; i++) {
      let sum = 0;
      for (let k = -reach; k <= reach; k++) {
        const at = i + k;
        if (at < 0 || at >= length) continue;
        sum += (source[line * lineStep + at * step] ?? 0) * (kernel[k + reach] ?? 0);
      }
      out[line * lineStep + i * step] = sum;
    }
  }
  return out;
}

/** Gaussian, over the edge of the canvas as well: the result is larger than what went in. */
export function feather(coverage: Coverage, radius: number): Coverage {
  if (radius <= 0) return coverage;
  const kernel = kernelOf(radius);
  const { rect, data } = coverageOn(coverage, grow(coverage.rect, (kernel.length - 1) / 2));
  const { width, height } = rect;
  const rows = blurLines(Float64Array.from(data), kernel, {
    lines: height,
    length: width,
    step: 1,
    lineStep: width,
  });
  const both = blurLines(rows, kernel, { lines: width, length: height, step: width, lineStep: 1 });
  return { rect, data: Uint8Array.from(both, (value) => Math.round(value)), outside: 0 };
}
