import { grow } from '../../../../src/core/geometry';
import { coverageOn, type Coverage } from './raster';

/** How many boxes stand for the bell curve. */
const BOXES = 3;

/**
 * Odd widths of boxes that together are as wide as a bell curve of standard deviation `sigma`. With them, and with
 * every pass rounded down, the recorded selections of the real editor come out to the last bit.
 */
function boxWidths(sigma: number): number[] {
  const ideal = Math.sqrt((12 * sigma * sigma) / BOXES + 1);
  const narrow = Math.floor(ideal) - (Math.floor(ideal) % 2 === 0 ? 1 : 0);
  const spread = 12 * sigma * sigma - BOXES * (narrow * narrow + 4 * narrow + 3);
  const narrowOnes = Math.round(spread / (-4 * narrow - 4));
  return Array.from({ length: BOXES }, (_, i) => (i < narrowOnes ? narrow : narrow + 2));
}

interface Lines {
  readonly lines: number;
  readonly length: number;
  /** Between neighbours of a line, and between lines. */
  readonly step: number;
  readonly lineStep: number;
}

function boxBlur(source: Uint8Array, width: number, along: Lines): Uint8Array {
  const { lines, length, step, lineStep } = along;
  const reach = (width - 1) / 2;
  const out = new Uint8Array(source.length);
  const at = (line: number, i: number): number =>
    i < 0 || i >= length ? 0 : (source[line * lineStep + i * step] ?? 0);
  for (let line = 0; line < lines; line++) {
    let sum = 0;
    for (let i = -reach; i < reach; i++) sum += at(line, i);
    for (let i = 0; i < length; i++) {
      sum += at(line, i + reach);
      out[line * lineStep + i * step] = Math.floor(sum / width);
      sum -= at(line, i - reach);
    }
  }
  return out;
}

/** Over the edge of the canvas as well: the result is larger than what went in. */
export function feather(coverage: Coverage, radius: number): Coverage {
  if (radius <= 0) return coverage;
  const widths = boxWidths(radius);
  const reach = widths.reduce((sum, width) => sum + (width - 1) / 2, 0);
  const { rect, data } = coverageOn(coverage, grow(coverage.rect, reach));
  const rows = { lines: rect.height, length: rect.width, step: 1, lineStep: rect.width };
  const columns = { lines: rect.width, length: rect.height, step: rect.width, lineStep: 1 };
  const blurred = widths.reduce(
    (values, width) => boxBlur(boxBlur(values, width, rows), width, columns),
    data,
  );
  return { rect, data: blurred, outside: 0 };
}
