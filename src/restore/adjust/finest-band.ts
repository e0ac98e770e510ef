import { CHANNELS, maxValue, type Image } from '../../core/image';
import type { Rows } from './blur-steps';
import { STEPS } from './packed';

/** Pixels that the finest band of a pixel is taken from, to each side. */
export const FINEST_REACH = 1;

const LINES = 2 * FINEST_REACH + 1;

/**
 * The finest band of some rows of a channel, in steps of values 0…1: what `blurSteps` takes away at level 0. Only the lines that a
 * row looks at are there at a time.
 */
export function finestOf(image: Image, { from, to }: Rows, channel: number): Int16Array {
  const width = image.width | 0;
  const last = image.height - 1;
  const lines = Array.from({ length: LINES }, () => new Int16Array(width));
  const lineOf = (y: number): Int16Array => lines[clamped(y, last) % LINES] as Int16Array;
  const out = new Int16Array((to - from) * width);
  let read = Math.max(0, from - FINEST_REACH);
  for (let y = from, at = 0; y < to; y++, at += width) {
    for (; read <= Math.min(last, y + FINEST_REACH); read++) {
      readLine(image, read, channel, lineOf(read));
    }
    withoutBlur(lineOf(y - 1), lineOf(y), lineOf(y + 1), out, at);
  }
  return out;
}

function clamped(y: number, last: number): number {
  return Math.min(last, Math.max(0, y));
}

function readLine(
  { data, width, depth }: Image,
  y: number,
  channel: number,
  out: Int16Array,
): void {
  const factor = STEPS / maxValue(depth);
  const stride = CHANNELS;
  // Whole numbers may come as fractions: indexes must not be.
  let p = (y * width * stride + channel) | 0;
  for (let x = 0; x < out.length; x++, p += stride) out[x] = (data[p] as number) * factor + 0.5;
}

/** Rounded as `blurSteps` does, whose sums these are. */
function withoutBlur(
  above: Int16Array,
  line: Int16Array,
  below: Int16Array,
  out: Int16Array,
  to: number,
): void {
  const last = line.length - 1;
  let value = line[0] as number;
  let here = (above[0] as number) + 2 * value + (below[0] as number);
  let before = here;
  let at = to | 0;
  for (let x = 1; x <= last; x++) {
    const next = line[x] as number;
    const after = (above[x] as number) + 2 * next + (below[x] as number);
    out[at++] = value - ((before + 2 * here + after + 8) >> 4);
    before = here;
    here = after;
    value = next;
  }
  out[at] = value - ((before + 3 * here + 8) >> 4);
}
