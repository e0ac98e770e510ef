import type { Breathe } from '../core/breathe';
import { createMask, type Mask } from '../core/mask';

const FULL = 255;

/**
 * Moves a soft mask's edge outwards by `radius` pixels (inwards when negative): each value becomes
 * the largest (smallest) within a disc. Soft edges keep their shape. Beyond the mask's own edges it
 * is taken to go on as it is there.
 *
 * @param breathe awaited between the rows; what it throws ends the work
 */
export async function growMask(mask: Mask, radius: number, breathe: Breathe): Promise<Mask> {
  if (radius === 0) return mask;
  if (radius > 0) return dilate(mask, radius, breathe);
  return inverted(await dilate(inverted(mask), -radius, breathe));
}

function inverted(mask: Mask): Mask {
  const out = createMask(mask);
  for (let i = 0; i < out.data.length; i++) out.data[i] = FULL - (mask.data[i] as number);
  return out;
}

/**
 * The largest value within a disc lies at the disc's centre or at an edge, a pixel with a lower one
 * beside it: from any other there is a step towards the centre that loses nothing. So only what lies
 * around edges is worked on; elsewhere a mask stays as it is.
 */
async function dilate(mask: Mask, radius: number, breathe: Breathe): Promise<Mask> {
  const out = createMask(mask);
  out.data.set(mask.data);
  const spread = createSpread(mask.width, radius);
  for (let y = 0; y < mask.height; y++) {
    await breathe();
    for (const span of edgeSpans(mask, y, radius)) raiseAround(out, mask, y, span, radius, spread);
  }
  return out;
}

/** Raises `out` within discs around the values of a span of row `y` of the mask. */
function raiseAround(
  out: Mask,
  { width, height, data }: Mask,
  y: number,
  [from, to]: EdgeSpan,
  radius: number,
  spread: Spread,
): void {
  const span = data.subarray(y * width + from, y * width + to);
  const even = span.every((value) => value === span[0]);
  for (let dy = 0; dy <= radius; dy++) {
    const reach = Math.floor(Math.sqrt(radius * radius - dy * dy));
    const first = Math.max(0, from - reach);
    const count = Math.min(width, to + reach) - first;
    const values = even ? null : spread(span, from - first, count, reach);
    for (const line of dy === 0 ? [y] : [y - dy, y + dy]) {
      if (line < 0 || line >= height) continue;
      const target = out.data.subarray(line * width + first, line * width + first + count);
      if (values === null) raiseTo(target, span[0] as number);
      else raise(target, values);
    }
  }
}

/** The first pixel of a span in its row, and the one behind its last. */
type EdgeSpan = [number, number];

/** Where the edges in a row lie; those that are closer than `apart` to each other in one span. */
function edgeSpans({ width, height, data }: Mask, y: number, apart: number): EdgeSpan[] {
  const spans: EdgeSpan[] = [];
  const here = y * width;
  const above = y > 0 ? here - width : here;
  const below = y < height - 1 ? here + width : here;
  for (let x = 0; x < width; x++) {
    const value = data[here + x] as number;
    if (value === 0) continue;
    const before = x > 0 ? (data[here + x - 1] as number) : value;
    const after = x < width - 1 ? (data[here + x + 1] as number) : value;
    const isEdge = before < value || after < value;
    if (!isEdge && (data[above + x] as number) >= value && (data[below + x] as number) >= value) {
      continue;
    }
    const last = spans.at(-1);
    if (last !== undefined && x - last[1] < apart) last[1] = x + 1;
    else spans.push([x, x + 1]);
  }
  return spans;
}

function raise(target: Uint8Array, values: Uint8Array): void {
  for (let x = 0; x < target.length; x++) {
    const value = values[x] as number;
    if (value > (target[x] as number)) target[x] = value;
  }
}

function raiseTo(target: Uint8Array, value: number): void {
  if (value === FULL) {
    target.fill(FULL);
    return;
  }
  for (let x = 0; x < target.length; x++) if (value > (target[x] as number)) target[x] = value;
}

type Spread = (span: Uint8Array, before: number, count: number, reach: number) => Uint8Array;

/**
 * The maximum of a span over a sliding window of 2 · reach + 1, at `count` places from `before` ahead
 * of the span on, in constant time a pixel: from running maxima forwards and backwards within blocks
 * of the window's length (van Herk, 1992).
 */
function createSpread(width: number, maxReach: number): Spread {
  const length = width + 4 * maxReach;
  const padded = new Uint8Array(length);
  const forward = new Uint8Array(length);
  const backward = new Uint8Array(length);
  const out = new Uint8Array(width + 2 * maxReach);
  return (span, before, count, reach) => {
    const spread = out.subarray(0, count);
    const window = 2 * reach + 1;
    const used = count + 2 * reach;
    padded.fill(0, 0, used);
    padded.set(span, before + reach);
    for (let from = 0; from < used; from += window) {
      const end = from + window < used ? from + window : used;
      let most = 0;
      for (let i = from; i < end; i++) {
        const value = padded[i] as number;
        if (value > most) most = value;
        forward[i] = most;
      }
      most = 0;
      for (let i = end - 1; i >= from; i--) {
        const value = padded[i] as number;
        if (value > most) most = value;
        backward[i] = most;
      }
    }
    for (let x = 0; x < count; x++) {
      const here = backward[x] as number;
      const there = forward[x + window - 1] as number;
      spread[x] = here > there ? here : there;
    }
    return spread;
  };
}
