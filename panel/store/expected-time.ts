import type { SupirForecast } from '../../src/restore/forecast';
import { timeAt, type MeasuredTime, type Measurements } from './measurements';

/** From the least to the most that it may be. */
export interface Range {
  readonly least: number;
  readonly most: number;
}

/**
 * What a time is said from: runs of the same shape on this device; runs of another shape on it; or
 * nothing but what devices of its kind do.
 */
export type TimeBasis = 'measured' | 'other-shape' | 'guess';

/** How long a run will take, milliseconds. */
export interface ExpectedTime {
  readonly basis: TimeBasis;
  /** Reading the files; null: nothing is left to read. */
  readonly reading: Range | null;
  /** One step of the sampler, all tiles and prompts. */
  readonly step: Range;
  /** The whole run, all its variants. */
  readonly total: Range;
}

/**
 * Speeds, 10¹² operations a second, of adapters that SUPIR is worth the wait on: from an integrated
 * one to the largest (docs/webgpu-performance.md, section 4). Without 16-bit floats it is half.
 */
const ADAPTER_SPEED: Range = { least: 1, most: 24 };
/** The same of processors: two threads of an old one, and eight of a new one. */
const PROCESSOR_SPEED: Range = { least: 0.02, most: 0.3 };
/** Bytes in a millisecond: a hard disk or a network drive, and the quickest that browsers reach. */
const READING_SPEED: Range = { least: 1e5, most: 1.5e6 };

/** How far another shape's speed may be off: kernels reach more of a device where they have more to do. */
const OTHER_SHAPE: Range = { least: 0.6, most: 1.8 };

/** `variants`: how often the steps are done; of the rest, some is shared and some is not. */
export function expectedTime(
  forecast: SupirForecast,
  measured: Measurements,
  device: string,
  variants = 1,
): ExpectedTime {
  const { teraflopEach, teraflopAround, evaluations, shape } = forecast.work;
  const same = timeAt(measured, device, shape);
  const near = same ?? nearest(measured, device, teraflopEach);
  const { each, around } =
    near === null ? guessed(forecast) : from(near, same === null ? OTHER_SHAPE : SAME_SHAPE);
  const evaluation = scaled(each, teraflopEach);
  const aroundOne = scaled(around, teraflopAround);
  const reading =
    forecast.readBytes === 0 ? null : scaled(readingTime(measured), forecast.readBytes);
  return {
    basis: same !== null ? 'measured' : near !== null ? 'other-shape' : 'guess',
    reading,
    step: scaled(evaluation, evaluations / forecast.steps),
    total: sum([
      reading ?? NO_TIME,
      scaled(evaluation, evaluations * variants),
      { least: aroundOne.least, most: aroundOne.most * variants },
    ]),
  };
}

const SAME_SHAPE: Range = { least: 1, most: 1 };
const NO_TIME: Range = { least: 0, most: 0 };

/** Milliseconds for 10¹² operations, of an evaluation and of what stands around the steps. */
interface Pace {
  readonly each: Range;
  readonly around: Range;
}

function from(near: MeasuredTime, spread: Range): Pace {
  const perTeraflop = near.evaluationMs / near.teraflopEach;
  const { aroundMsPerTeraflop } = near;
  return {
    each: scaled(spread, perTeraflop),
    around:
      aroundMsPerTeraflop === null
        ? scaled(OTHER_SHAPE, perTeraflop)
        : scaled(spread, aroundMsPerTeraflop),
  };
}

function guessed({ device, shaderF16 }: SupirForecast): Pace {
  const speed = device === 'wasm' ? PROCESSOR_SPEED : ADAPTER_SPEED;
  const share = device === 'wasm' || shaderF16 ? 1 : 1 / 2;
  const pace = { least: 1000 / (share * speed.most), most: 1000 / (share * speed.least) };
  return { each: pace, around: pace };
}

/** Milliseconds for a byte of the files. */
function readingTime({ bytesPerMs }: Measurements): Range {
  return bytesPerMs === null
    ? { least: 1 / READING_SPEED.most, most: 1 / READING_SPEED.least }
    : { least: 1 / bytesPerMs, most: 1 / bytesPerMs };
}

/** The run on this device whose evaluation was nearest in size. */
function nearest(
  { times }: Measurements,
  device: string,
  teraflopEach: number,
): MeasuredTime | null {
  const distance = (one: MeasuredTime): number =>
    Math.abs(Math.log(one.teraflopEach / teraflopEach));
  return times
    .filter((one) => one.device === device)
    .reduce<MeasuredTime | null>(
      (best, one) => (best === null || distance(one) < distance(best) ? one : best),
      null,
    );
}

function scaled({ least, most }: Range, factor: number): Range {
  return { least: least * factor, most: most * factor };
}

function sum(ranges: readonly Range[]): Range {
  return {
    least: ranges.reduce((all, { least }) => all + least, 0),
    most: ranges.reduce((all, { most }) => all + most, 0),
  };
}
