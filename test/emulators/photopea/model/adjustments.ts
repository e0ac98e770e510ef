import type {
  AdjustmentLayer,
  CurvesAdjustment,
  CurvesAdjustmentChannel,
  LevelsAdjustment,
  LevelsAdjustmentChannel,
} from 'ag-psd';
import { topOf, type Sheet } from './sheet';

/** One value on 0…1 to another. */
type Curve = (value: number) => number;

/** For red, green and blue. */
type Curves = readonly [Curve, Curve, Curve];

const same: Curve = (value) => value;

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}

function levelsCurve(channel: LevelsAdjustmentChannel | undefined): Curve {
  if (channel === undefined) return same;
  const { shadowInput, highlightInput, shadowOutput, highlightOutput, midtoneInput } = channel;
  const range = Math.max(1, highlightInput - shadowInput);
  return (value) => {
    const stretched = clamp((value * 255 - shadowInput) / range) ** (1 / midtoneInput);
    return (stretched * (highlightOutput - shadowOutput) + shadowOutput) / 255;
  };
}

/** Second derivatives of the natural cubic spline through the points, by elimination from the left. */
function bends(points: CurvesAdjustmentChannel): number[] {
  const last = points.length - 1;
  const ratios = [0];
  const sums = [0];
  const slope = (i: number): number => {
    const [from, to] = [points[i], points[i + 1]];
    return from && to ? (to.output - from.output) / (to.input - from.input) : 0;
  };
  const gap = (i: number): number => (points[i + 1]?.input ?? 0) - (points[i]?.input ?? 0);
  for (let i = 1; i < last; i++) {
    const width = 2 * (gap(i - 1) + gap(i)) - gap(i - 1) * (ratios[i - 1] ?? 0);
    ratios.push(gap(i) / width);
    sums.push((6 * (slope(i) - slope(i - 1)) - gap(i - 1) * (sums[i - 1] ?? 0)) / width);
  }
  const found = points.map(() => 0);
  for (let i = last - 1; i > 0; i--) {
    found[i] = (sums[i] ?? 0) - (ratios[i] ?? 0) * (found[i + 1] ?? 0);
  }
  return found;
}

function splineCurve(points: CurvesAdjustmentChannel | undefined): Curve {
  const [first] = points ?? [];
  const end = points?.at(-1);
  if (!points || !first || !end || points.length < 2) return same;
  const second = bends(points);
  return (value) => {
    const x = value * 255;
    if (x <= first.input) return first.output / 255;
    if (x >= end.input) return end.output / 255;
    const i = points.findIndex(({ input }) => input > x) - 1;
    const [from = first, to = end] = points.slice(i, i + 2);
    const width = to.input - from.input;
    const [a, b] = [(to.input - x) / width, (x - from.input) / width];
    const bent = (a ** 3 - a) * (second[i] ?? 0) + (b ** 3 - b) * (second[i + 1] ?? 0);
    return (a * from.output + b * to.output + (bent * width * width) / 6) / 255;
  };
}

/** The curve of a channel, then that of all channels. */
function eachThenAll<T>(
  { red, green, blue, rgb }: Readonly<Partial<Record<'red' | 'green' | 'blue' | 'rgb', T>>>,
  curveOf: (channel: T | undefined) => Curve,
): Curves {
  const all = curveOf(rgb);
  const chained = (channel: T | undefined): Curve => {
    const own = curveOf(channel);
    return (value) => all(clamp(own(value)));
  };
  return [chained(red), chained(green), chained(blue)];
}

function isLevels(adjustment: AdjustmentLayer): adjustment is LevelsAdjustment {
  return adjustment.type === 'levels';
}

function isCurves(adjustment: AdjustmentLayer): adjustment is CurvesAdjustment {
  return adjustment.type === 'curves';
}

/** Levels, measured in the real editor, and its unmeasured siblings; what else there is leaves the colours alone. */
function curvesOf(adjustment: AdjustmentLayer): Curves {
  if (isLevels(adjustment)) return eachThenAll(adjustment, levelsCurve);
  if (isCurves(adjustment)) return eachThenAll(adjustment, splineCurve);
  const invert: Curve = (value) => 1 - value;
  return adjustment.type === 'invert' ? [invert, invert, invert] : [same, same, same];
}

/** The colours of `below` under an adjustment, opaque everywhere. */
export function adjusted(below: Sheet, adjustment: AdjustmentLayer): Sheet {
  const top = topOf(below.depth);
  const tables = curvesOf(adjustment).map((curve) =>
    Float64Array.from({ length: top + 1 }, (_, value) =>
      Math.round(clamp(curve(value / top)) * top),
    ),
  );
  const data = below.data.map((value, i) => tables[i % 4]?.[value] ?? top);
  return { ...below, data };
}
