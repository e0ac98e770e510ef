import { CHANNELS } from '../../core/image';

/** As the pixels of an image, which come as one type of array for each depth: what reads two of them is slower. */
export type Stored = Uint8Array | Uint16Array;

/** Where a row of a channel begins, and the rows above and below it; an edge is repeated. */
export interface RowPlace {
  readonly above: number;
  readonly here: number;
  readonly below: number;
}

/** values[x] = factor · own + offset */
export function scaledRow(
  own: Stored,
  { here }: RowPlace,
  factor: number,
  offset: number,
  values: Float64Array,
): void {
  const stride = CHANNELS;
  for (let x = 0, i = here | 0; x < values.length; x++, i += stride) {
    values[x] = factor * (own[i] as number) + offset;
  }
}

/** As `scaledRow`, and another picture's values, times `share`. */
export function mixedRow(
  own: Stored,
  { here }: RowPlace,
  factor: number,
  offset: number,
  other: Stored,
  { here: otherHere }: RowPlace,
  share: number,
  values: Float64Array,
): void {
  const stride = CHANNELS;
  let o = otherHere | 0;
  for (let x = 0, i = here | 0; x < values.length; x++, i += stride, o += stride) {
    values[x] = factor * (own[i] as number) + offset + share * (other[o] as number);
  }
}

/**
 * As `mixedRow`, and of both pictures blurred by [1 2 1]⊗[1 2 1], edges repeated: `ofOwn` and `ofOther` times.
 * Only the difference of a column's two sums is carried from pixel to pixel, so that pictures that are alike have none.
 */
export function blurredRow(
  own: Stored,
  ownAt: RowPlace,
  factor: number,
  offset: number,
  other: Stored,
  otherAt: RowPlace,
  share: number,
  ofOwn: number,
  ofOther: number,
  values: Float64Array,
): void {
  const stride = CHANNELS;
  const last = values.length - 1;
  let a = ownAt.above | 0;
  let h = ownAt.here | 0;
  let b = ownAt.below | 0;
  let A = otherAt.above | 0;
  let H = otherAt.here | 0;
  let B = otherAt.below | 0;
  let value = own[h] as number;
  let plain = other[H] as number;
  let here =
    ofOther * ((other[A] as number) + 2 * plain + (other[B] as number)) +
    ofOwn * ((own[a] as number) + 2 * value + (own[b] as number));
  let before = here;
  for (let x = 0; x < last; x++) {
    const mixed = factor * value + offset + share * plain;
    a += stride;
    h += stride;
    b += stride;
    A += stride;
    H += stride;
    B += stride;
    value = own[h] as number;
    plain = other[H] as number;
    const after =
      ofOther * ((other[A] as number) + 2 * plain + (other[B] as number)) +
      ofOwn * ((own[a] as number) + 2 * value + (own[b] as number));
    values[x] = mixed + (before + 2 * here + after);
    before = here;
    here = after;
  }
  values[last] = factor * value + offset + share * plain + (before + 3 * here);
}

/** Adds so many times what is packed from `from` on. */
export function addRow(
  source: Int16Array,
  from: number,
  factor: number,
  values: Float64Array,
): void {
  for (let x = 0, i = from | 0; x < values.length; x++, i++) {
    values[x] = (values[x] as number) + factor * (source[i] as number);
  }
}

/** Rounded and clamped. */
export function storeRow(values: Float64Array, max: number, out: Stored, at: number): void {
  const stride = CHANNELS;
  for (let x = 0, o = at | 0; x < values.length; x++, o += stride) {
    const value = (values[x] as number) + 0.5;
    out[o] = value > 0 ? (value < max ? value | 0 : max) : 0;
  }
}
