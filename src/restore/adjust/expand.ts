import type { Size } from '../../core/geometry';

/** Rows from `from` on of a grid of this size. */
export interface GridRows extends Size {
  readonly from: number;
  readonly values: Float32Array;
}

/** Points before the first and after the last one that the interpolation looks at. */
const BEFORE = 1;
const AFTER = 2;

/**
 * Adds `factor` times row `y` of what lies on a grid twice as fine: its even points are those of the
 * rows, the ones between are interpolated by (−1, 9, 9, −1)/16 (Deslauriers and Dubuc), which draws cubic
 * curves through their neighbours. Beyond the edge the last point is repeated.
 */
export function addExpandedRow(
  { width, height, from, values }: GridRows,
  y: number,
  factor: number,
  out: Float32Array | Float64Array,
): void {
  const line = new Float32Array(BEFORE + width + AFTER);
  const row = y >> 1;
  const offset = (of: number): number =>
    ((Math.min(height - 1, Math.max(0, of)) - from) * width - BEFORE) | 0;
  if (y % 2 === 0) copyRow(values, offset(row), factor, line, width);
  else {
    const at = [row - 1, row, row + 1, row + 2].map(offset) as [number, number, number, number];
    betweenRows(values, at, factor / 16, line, width);
  }
  line.fill(line[BEFORE] as number, 0, BEFORE);
  line.fill(line[BEFORE + width - 1] as number, BEFORE + width);
  addWidened(line, out);
  if (out.length % 2 === 1) addLast(line, out);
}

function copyRow(
  values: Float32Array,
  from: number,
  factor: number,
  line: Float32Array,
  width: number,
): void {
  const end = (BEFORE + width) | 0;
  for (let x = BEFORE; x < end; x++) line[x] = factor * (values[from + x] as number);
}

function betweenRows(
  values: Float32Array,
  [first, second, third, fourth]: readonly [number, number, number, number],
  factor: number,
  line: Float32Array,
  width: number,
): void {
  const end = (BEFORE + width) | 0;
  for (let x = BEFORE; x < end; x++) {
    const near = (values[second + x] as number) + (values[third + x] as number);
    const far = (values[first + x] as number) + (values[fourth + x] as number);
    line[x] = factor * (9 * near - far);
  }
}

/** The last of an odd number is a point of the line. */
function addLast(line: Float32Array, out: Float32Array | Float64Array): void {
  const last = out.length - 1;
  out[last] = (out[last] as number) + (line[BEFORE + (last >> 1)] as number);
}

function addWidened(line: Float32Array, out: Float32Array | Float64Array): void {
  const pairs = out.length >> 1;
  for (let i = 0, x = 0; i < pairs; i++, x += 2) {
    const here = line[BEFORE + i] as number;
    const near = here + (line[BEFORE + i + 1] as number);
    const far = (line[i] as number) + (line[BEFORE + i + AFTER] as number);
    out[x] = (out[x] as number) + here;
    out[x + 1] = (out[x + 1] as number) + (9 * near - far) / 16;
  }
}
