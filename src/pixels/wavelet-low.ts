import type { Size } from '../core/geometry';
import { WAVELET_LEVELS, waveletReach } from './wavelet';

/**
 * Pixels of a box. Away from the ends of a line the five blurs, each a product of (1 + z^r)² with the
 * holes r of 1, 2, 4, 8 and 16, are one: (1 + z + … + z³¹)², two boxes of this width one after the other.
 * Running sums do that in a time that does not depend on the width.
 */
const BOX = 2 ** WAVELET_LEVELS;

/** Of all values under the two boxes. */
const SCALE = 1 / BOX ** 2;

const REACH = waveletReach(WAVELET_LEVELS);

/** What the values at an end of a line, as many as the reach, are made of. */
const END = 2 * REACH;

/** Rows of which the boxes still need the first. */
const KEPT_ROWS = 2 * BOX + 1;

/**
 * Rows, from the top, of what is left of a plane of finite values after five blurs by
 * [1 2 1]⊗[1 2 1]/16, dilated by 1, 2, 4, 8 and 16 pixels, the edges repeated before each. A row is
 * overwritten by the next. `read` writes a row of the plane; each is asked for once, in order, at most
 * `REACH` rows before the plane's end or two reaches ahead of the row that is given.
 */
export function* waveletLowRows(
  { width, height }: Size,
  read: (y: number, row: Float32Array) => void,
): Generator<Float32Array> {
  const blurred = lineBlur(width);
  const line = new Float32Array(width);
  const readBlurred = (y: number, to: Float32Array): void => {
    read(y, line);
    blurred(line, to);
  };
  const rowOf = (rows: Float32Array, i: number): Float32Array =>
    rows.subarray(i * width, (i + 1) * width);

  if (height <= 2 * END) {
    const rows = new Float32Array(width * height);
    for (let y = 0; y < height; y++) readBlurred(y, rowOf(rows, y));
    const low = blurLevels(rows, width);
    for (let y = 0; y < height; y++) yield rowOf(low, y);
    return;
  }

  const ring = new Float32Array(width * KEPT_ROWS);
  const kept = (y: number): Float32Array => rowOf(ring, y % KEPT_ROWS);
  const endRows = (first: number): Float32Array => {
    const rows = new Float32Array(width * END);
    for (let i = 0; i < END; i++) rowOf(rows, i).set(kept(first + i));
    return blurLevels(rows, width);
  };
  for (let y = 0; y <= END + 1; y++) readBlurred(y, kept(y));
  const top = endRows(0);
  for (let y = 0; y < REACH; y++) yield rowOf(top, y);

  const sums = new Float64Array(width);
  const slopes = new Float64Array(width);
  for (let i = -REACH; i <= BOX; i++) {
    addScaled(sums, kept(REACH + i), Math.max(0, BOX - Math.abs(i)));
    addScaled(slopes, kept(REACH + i), i > 0 ? 1 : -1);
  }
  const out = new Float32Array(width);
  scaleRow(sums, out);
  yield out;
  for (let y = BOX; y < height - REACH; y++) {
    if (y > BOX) {
      readBlurred(y + REACH, kept(y + REACH));
      bendRow(slopes, kept(y + REACH), kept(y - 1), kept(y - 1 - BOX));
    }
    slideRow(sums, slopes, out);
    yield out;
  }
  const bottom = endRows(height - END);
  for (let y = REACH; y < END; y++) yield rowOf(bottom, y);
}

/** Makes a function that blurs a line of this length. */
function lineBlur(width: number): (line: Float32Array, out: Float32Array) => void {
  const isShort = width <= 2 * END;
  const one = new Float32Array(isShort ? width : END);
  const other = new Float32Array(one.length);
  const blurred = (part: Float32Array): Float32Array => {
    one.set(part);
    let [source, to] = [one, other];
    for (let level = 1; level <= WAVELET_LEVELS; level++) {
      blurLine(source, to, 2 ** (level - 1));
      [source, to] = [to, source];
    }
    return source;
  };
  if (isShort) return (line, out) => out.set(blurred(line));
  return (line, out) => {
    slideLine(line, out);
    out.set(blurred(line.subarray(0, END)).subarray(0, REACH));
    out.set(blurred(line.subarray(width - END)).subarray(REACH), width - REACH);
  };
}

/** All of a line but its ends, as rows are below. */
function slideLine(line: Float32Array, out: Float32Array): void {
  let sum = 0;
  let slope = 0;
  for (let i = -REACH; i <= BOX; i++) {
    const value = line[REACH + i] as number;
    sum += Math.max(0, BOX - Math.abs(i)) * value;
    slope += i > 0 ? value : -value;
  }
  out[REACH] = sum * SCALE;
  sum += slope;
  out[BOX] = sum * SCALE;
  for (let x = BOX + 1, ahead = x + REACH; ahead < line.length; x++, ahead++) {
    const bend = (line[ahead] as number) + (line[x - 1 - BOX] as number);
    slope += bend - 2 * (line[x - 1] as number);
    sum += slope;
    out[x] = sum * SCALE;
  }
}

function addScaled(sums: Float64Array, row: Float32Array, weight: number): void {
  for (let x = 0; x < row.length; x++) {
    sums[x] = (sums[x] as number) + weight * (row[x] as number);
  }
}

function scaleRow(sums: Float64Array, out: Float32Array): void {
  for (let x = 0; x < out.length; x++) out[x] = (sums[x] as number) * SCALE;
}

function bendRow(
  slopes: Float64Array,
  ahead: Float32Array,
  before: Float32Array,
  behind: Float32Array,
): void {
  for (let x = 0; x < slopes.length; x++) {
    const bend = (ahead[x] as number) + (behind[x] as number);
    slopes[x] = (slopes[x] as number) + bend - 2 * (before[x] as number);
  }
}

function slideRow(sums: Float64Array, slopes: Float64Array, out: Float32Array): void {
  for (let x = 0; x < out.length; x++) {
    const sum = (sums[x] as number) + (slopes[x] as number);
    sums[x] = sum;
    out[x] = sum * SCALE;
  }
}

/** Blurs rows, which are overwritten, level by level. */
function blurLevels(rows: Float32Array, width: number): Float32Array {
  let source = rows;
  let out: Float32Array = new Float32Array(rows.length);
  for (let level = 1; level <= WAVELET_LEVELS; level++) {
    blurColumns(source, out, width, 2 ** (level - 1));
    [source, out] = [out, source];
  }
  return source;
}

/** One of the blurs, with holes of `radius`. */
function blurColumns(source: Float32Array, out: Float32Array, width: number, radius: number): void {
  const last = source.length - width;
  for (let here = 0; here <= last; here += width) {
    const above = Math.max(0, here - radius * width);
    const below = Math.min(last, here + radius * width);
    for (let x = 0; x < width; x++) {
      const around = (source[above + x] as number) + (source[below + x] as number);
      out[here + x] = (around + 2 * (source[here + x] as number)) / 4;
    }
  }
}

function blurLine(source: Float32Array, out: Float32Array, radius: number): void {
  const end = source.length;
  const head = Math.min(radius, end);
  const tail = Math.max(head, end - radius);
  const first = source[0] as number;
  const last = source[end - 1] as number;
  for (let i = 0; i < head; i++) {
    const after = i + radius < end ? (source[i + radius] as number) : last;
    out[i] = (first + after + 2 * (source[i] as number)) / 4;
  }
  for (let i = head; i < tail; i++) {
    const around = (source[i - radius] as number) + (source[i + radius] as number);
    out[i] = (around + 2 * (source[i] as number)) / 4;
  }
  for (let i = tail; i < end; i++) {
    out[i] = ((source[i - radius] as number) + last + 2 * (source[i] as number)) / 4;
  }
}
