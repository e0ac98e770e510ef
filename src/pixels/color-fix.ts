import { area } from '../core/geometry';
import type { Planes } from './planes';
import { waveletLow } from './wavelet';

/**
 * The fine structure of `content` over the coarse one of `style` (docs/supir.md, section 12). Blurs are
 * linear, so that one of the difference does for both.
 */
export function waveletFix(content: Planes, style: Planes): Planes {
  const difference = new Float32Array(content.data.length);
  for (let i = 0; i < difference.length; i++) {
    difference[i] = (style.data[i] as number) - (content.data[i] as number);
  }
  const { data } = waveletLow({ ...content, data: difference });
  for (let i = 0; i < data.length; i++) {
    data[i] = (data[i] as number) + (content.data[i] as number);
  }
  return { ...content, data };
}

const EPSILON = 1e-5;

/** Mean and deviation of a plane's values. */
export interface Moments {
  readonly mean: number;
  readonly deviation: number;
}

/** Gives every plane of `content` the mean and the deviation of the same plane of `style`. */
export function adainFix(content: Planes, style: Planes): Planes {
  const plane = area(content);
  const out = { ...content, data: content.data.slice() };
  for (let from = 0; from < out.data.length; from += plane) {
    const values = out.data.subarray(from, from + plane);
    matchMoments(values, moments(values), moments(style.data.subarray(from, from + plane)));
  }
  return out;
}

/** Moves values of a plane with the moments `own` to the moments `wanted`, in place. */
function matchMoments(values: Float32Array, own: Moments, wanted: Moments): void {
  for (let i = 0; i < values.length; i++) {
    const centred = ((values[i] as number) - own.mean) / own.deviation;
    values[i] = centred * wanted.deviation + wanted.mean;
  }
}

function moments(values: Float32Array): Moments {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] as number;
  const mean = sum / values.length;
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += ((values[i] as number) - mean) ** 2;
  return { mean, deviation: deviationOf(squares, values.length) };
}

/** From the sum of the squared distances to the mean of `count` values, 0…1 or −1…1. */
export function deviationOf(squares: number, count: number): number {
  return Math.sqrt(squares / (count - 1) + EPSILON);
}
