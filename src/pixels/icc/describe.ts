import { readCurve } from './curve';
import { fourCharacters, type IccProfile } from './profile';
import { srgbToLinear } from './srgb';

/** Columns of sRGB IEC 61966-2-1, adapted to D50, as profiles store it. */
const SRGB_COLUMNS = {
  rXYZ: [0.4361, 0.2225, 0.0139],
  gXYZ: [0.3851, 0.7169, 0.0971],
  bXYZ: [0.1431, 0.0606, 0.7139],
} as const;
const COLUMN_TOLERANCE = 0.003;
const CURVE_TOLERANCE = 0.01;

/** Whether the primaries and the curve are those of sRGB, within rounding. */
export function isSrgb({ space, tags }: IccProfile): boolean {
  if (space === 'GRAY') return hasSrgbCurve(tags.get('kTRC'));
  const columns = Object.entries(SRGB_COLUMNS).every(([name, wanted]) => {
    const tag = tags.get(name);
    if (tag === undefined || tag.byteLength < 20) return false;
    return wanted.every(
      (value, i) => Math.abs(tag.getInt32(8 + 4 * i) / 65536 - value) < COLUMN_TOLERANCE,
    );
  });
  return columns && ['rTRC', 'gTRC', 'bTRC'].every((name) => hasSrgbCurve(tags.get(name)));
}

/** Whether the curve is sRGB's at the middle, where gammas of 2.2 and 1.8 still differ. */
function hasSrgbCurve(tag: DataView | undefined): boolean {
  const curve = readCurve(tag);
  if (curve === null) return false;
  return [0.2, 0.5, 0.8].every((x) => Math.abs(curve(x) - srgbToLinear(x)) < CURVE_TOLERANCE);
}

/** The name that a profile gives itself, otherwise its colour space. */
export function profileName({ space, tags }: IccProfile): string {
  const name = description(tags.get('desc'));
  return name === '' ? space.trim() : name;
}

function description(tag: DataView | undefined): string {
  if (tag === undefined || tag.byteLength < 12) return '';
  const type = fourCharacters(tag, 0);
  if (type === 'desc') return latin1(tag, 12, Math.min(tag.getUint32(8), tag.byteLength - 12));
  if (type !== 'mluc' || tag.byteLength < 28) return '';
  const length = tag.getUint32(20);
  const offset = tag.getUint32(24);
  let value = '';
  for (let i = 0; i + 1 < length && offset + i + 1 < tag.byteLength; i += 2) {
    value += String.fromCharCode(tag.getUint16(offset + i));
  }
  return trimmed(value);
}

function latin1(view: DataView, at: number, length: number): string {
  let value = '';
  for (let i = 0; i < length; i++) value += String.fromCharCode(view.getUint8(at + i));
  return trimmed(value);
}

function trimmed(value: string): string {
  const end = value.indexOf('\0');
  return (end < 0 ? value : value.slice(0, end)).trim();
}
