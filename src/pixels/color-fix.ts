import type { Breathe } from '../core/breathe';
import { area } from '../core/geometry';
import type { Planes } from './planes';
import { waveletLowRows } from './wavelet-low';

/**
 * Gives `content`, in place, the coarse structure of `style` under its own fine one (docs/supir.md,
 * section 12), row by row. Blurs are linear, so that one of the difference does for both.
 */
export async function waveletFix(content: Planes, style: Planes, breathe: Breathe): Promise<void> {
  const { width } = content;
  for (let plane = 0; plane < content.data.length; plane += area(content)) {
    const read = (y: number, row: Float32Array): void =>
      difference(style.data, content.data, plane + y * width, row);
    let to = plane;
    for (const low of waveletLowRows(content, read)) {
      addRow(content.data, to, low);
      to += width;
      await breathe();
    }
  }
}

/** Of what is not finite none: sums over many pixels would carry it everywhere. */
function difference(
  minuend: Float32Array,
  subtrahend: Float32Array,
  from: number,
  out: Float32Array,
): void {
  for (let x = 0, i = from; x < out.length; x++, i++) {
    const value = (minuend[i] as number) - (subtrahend[i] as number);
    out[x] = value - value === 0 ? value : 0;
  }
}

function addRow(values: Float32Array, to: number, row: Float32Array): void {
  for (let x = 0, i = to; x < row.length; x++, i++) {
    values[i] = (values[i] as number) + (row[x] as number);
  }
}

const EPSILON = 1e-5;

/** Mean and deviation of a plane's values. */
export interface Moments {
  readonly mean: number;
  readonly deviation: number;
}

/** Values that are worked on before the work breathes: a millisecond or so. */
const VALUES_AT_ONCE = 2 ** 18;

/** Gives every plane of `content`, in place, the mean and the deviation of the same plane of `style`. */
export async function adainFix(content: Planes, style: Planes, breathe: Breathe): Promise<void> {
  const plane = area(content);
  for (let from = 0; from < content.data.length; from += plane) {
    const values = content.data.subarray(from, from + plane);
    const own = await moments(values, breathe);
    const wanted = await moments(style.data.subarray(from, from + plane), breathe);
    for (const part of partsOf(values)) {
      matchMoments(part, own, wanted);
      await breathe();
    }
  }
}

function* partsOf(values: Float32Array): Generator<Float32Array> {
  for (let from = 0; from < values.length; from += VALUES_AT_ONCE) {
    yield values.subarray(from, from + VALUES_AT_ONCE);
  }
}

/** Moves values of a plane with the moments `own` to the moments `wanted`, in place. */
function matchMoments(values: Float32Array, own: Moments, wanted: Moments): void {
  for (let i = 0; i < values.length; i++) {
    const centred = ((values[i] as number) - own.mean) / own.deviation;
    values[i] = centred * wanted.deviation + wanted.mean;
  }
}

async function moments(values: Float32Array, breathe: Breathe): Promise<Moments> {
  let sum = 0;
  for (const part of partsOf(values)) {
    sum = sumOf(part, sum);
    await breathe();
  }
  const mean = sum / values.length;
  let squares = 0;
  for (const part of partsOf(values)) {
    squares = squaresOf(part, mean, squares);
    await breathe();
  }
  return { mean, deviation: deviationOf(squares, values.length) };
}

function sumOf(values: Float32Array, before: number): number {
  let sum = before;
  for (let i = 0; i < values.length; i++) sum += values[i] as number;
  return sum;
}

function squaresOf(values: Float32Array, mean: number, before: number): number {
  let sum = before;
  for (let i = 0; i < values.length; i++) sum += ((values[i] as number) - mean) ** 2;
  return sum;
}

/** From the sum of the squared distances to the mean of `count` values, 0…1 or −1…1. */
export function deviationOf(squares: number, count: number): number {
  return Math.sqrt(squares / (count - 1) + EPSILON);
}
