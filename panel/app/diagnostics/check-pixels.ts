import { maxValue, type Image, type Image8 } from '../../../src/core/image';
import { NO_BRIDGE, type MeasuredBridge } from './check-bridge';
import { failed, ok, skipped, type Finding } from '../../store/checks';

/** Test picture; its half-transparent red distinguishes straight from premultiplied alpha. */
const PIXELS = [
  [255, 0, 0, 128],
  [12, 34, 56, 255],
  [255, 255, 255, 255],
  [0, 0, 0, 255],
  [40, 80, 160, 64],
  [127, 128, 129, 255],
  [0, 255, 0, 200],
  [200, 100, 50, 255],
] as const;

const KNOWN: Image8 = {
  width: PIXELS.length,
  height: 1,
  depth: 8,
  data: Uint8ClampedArray.from(PIXELS.flat()),
};

/** Largest difference that rounding at another depth may make. */
const TOLERANCE = 1;
/** Red of the half-transparent pixel where it has been multiplied by its alpha. */
const PREMULTIPLIED_RED = 128;

/** Writes known pixels to the active document and reads them back; leaves it as it was. */
export async function checkPixels(
  bridge: MeasuredBridge | null,
  signal: AbortSignal,
): Promise<Finding> {
  if (bridge === null) return skipped(NO_BRIDGE);
  const seen = await bridge.probePixels(KNOWN, signal);
  const values = in8Bit(seen);
  const [red = 0] = values;
  const largest = KNOWN.data.reduce(
    (most, value, i) => Math.max(most, Math.abs(value - (values[i] ?? -1))),
    0,
  );
  const facts = {
    depth: seen.depth,
    written: PIXELS[0].join(','),
    read: values.slice(0, 4).join(','),
    alpha: alphaKind(red),
    largestDifference: largest,
  };
  return largest <= TOLERANCE ? ok(facts) : failed({ ...facts, all: values.join(',') });
}

function in8Bit({ data, depth }: Image): readonly number[] {
  return Array.from(data, (value) => Math.round((value * 255) / maxValue(depth)));
}

function alphaKind(red: number): string {
  if (Math.abs(red - 255) <= TOLERANCE) return 'straight';
  return Math.abs(red - PREMULTIPLIED_RED) <= TOLERANCE ? 'premultiplied' : 'neither';
}
