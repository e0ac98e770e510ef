import { fourCharacters } from './profile';

/** A function of a device value, 0…1, to 0…1. */
export type Curve = (value: number) => number;

/** Count of numbers of each kind of `para`. */
const PARAMETERS = [1, 3, 4, 5, 7];

/** The curve of a `curv` or `para` tag; null for anything else. */
export function readCurve(tag: DataView | undefined): Curve | null {
  if (tag === undefined || tag.byteLength < 12) return null;
  const type = fourCharacters(tag, 0);
  if (type === 'curv') return sampledCurve(tag);
  return type === 'para' ? parametricCurve(tag) : null;
}

function sampledCurve(tag: DataView): Curve | null {
  const count = tag.getUint32(8);
  if (tag.byteLength < 12 + count * 2) return null;
  if (count === 0) return (x) => x;
  if (count === 1) {
    const gamma = tag.getUint16(12) / 256;
    return (x) => x ** gamma;
  }
  return interpolated(
    Float64Array.from({ length: count }, (_, i) => tag.getUint16(12 + 2 * i) / 65535),
  );
}

/** A curve of straight lines between values at even distances on 0…1. */
export function interpolated(values: Float64Array): Curve {
  const last = values.length - 1;
  return (x) => {
    const place = Math.min(1, Math.max(0, x)) * last;
    const at = Math.min(last - 1, Math.floor(place));
    const from = values[at] ?? 0;
    return from + ((values[at + 1] ?? from) - from) * (place - at);
  };
}

function parametricCurve(tag: DataView): Curve | null {
  const kind = tag.getUint16(8);
  const count = PARAMETERS[kind];
  if (count === undefined || tag.byteLength < 12 + count * 4) return null;
  const numbers = Array.from({ length: count }, (_, i) => tag.getInt32(12 + 4 * i) / 65536);
  const [g = 1, a = 1, b = 0, c = 0, d = 0, e = 0, f = 0] = numbers;
  if (kind === 0) return (x) => x ** g;
  if (kind <= 2) {
    const below = kind === 2 ? c : 0;
    return (x) => (a * x + b >= 0 ? (a * x + b) ** g + below : below);
  }
  return (x) => (x >= d ? (a * x + b) ** g + e : c * x + f);
}
