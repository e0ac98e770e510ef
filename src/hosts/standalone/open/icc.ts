import { startsAt } from './signature';

/** What the panel needs to know of an ICC profile (ICC.1:2022). */
export interface IccInfo {
  /** Name as the profile gives it; empty where it has none. */
  readonly description: string;
  /** Its primaries and curve are those of sRGB, within what rounding does to them. */
  readonly isSrgb: boolean;
  /** `RGB `, `CMYK`, `GRAY` … */
  readonly space: string;
}

const HEADER_BYTES = 128;
const MAX_TAGS = 200;
/** Adapted to D50; sRGB IEC 61966-2-1 as profiles store it. */
const SRGB_COLUMNS = {
  rXYZ: [0.4361, 0.2225, 0.0139],
  gXYZ: [0.3851, 0.7169, 0.0971],
  bXYZ: [0.1431, 0.0606, 0.7139],
} as const;
const COLUMN_TOLERANCE = 0.003;
const CURVE_TOLERANCE = 0.01;

/** null: not a profile. */
export function readIcc(profile: Uint8Array): IccInfo | null {
  if (profile.length < HEADER_BYTES + 4 || !startsAt(profile, 36, 'acsp')) return null;
  const view = new DataView(profile.buffer, profile.byteOffset, profile.byteLength);
  const tags = new Map<string, DataView>();
  const count = Math.min(view.getUint32(HEADER_BYTES), MAX_TAGS);
  for (let i = 0; i < count; i++) {
    const at = HEADER_BYTES + 4 + i * 12;
    if (at + 12 > profile.length) break;
    const offset = view.getUint32(at + 4);
    const length = view.getUint32(at + 8);
    if (offset + length > profile.length) continue;
    const tag = new DataView(profile.buffer, profile.byteOffset + offset, length);
    tags.set(text(view, at, 4), tag);
  }
  const space = text(view, 16, 4);
  return { description: description(tags.get('desc')), isSrgb: isSrgb(tags, space), space };
}

function isSrgb(tags: ReadonlyMap<string, DataView>, space: string): boolean {
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

/** Compares at the middle, where a plain gamma of 2.2 is still told apart from one of 1.8. */
function hasSrgbCurve(tag: DataView | undefined): boolean {
  if (tag === undefined || tag.byteLength < 12) return false;
  return [0.2, 0.5, 0.8].every((x) => {
    const y = curveAt(tag, x);
    return y !== null && Math.abs(y - ((x + 0.055) / 1.055) ** 2.4) < CURVE_TOLERANCE;
  });
}

function curveAt(tag: DataView, x: number): number | null {
  const type = text(tag, 0, 4);
  if (type === 'curv') {
    const count = tag.getUint32(8);
    if (count === 0) return x;
    if (tag.byteLength < 12 + count * 2) return null;
    if (count === 1) return x ** (tag.getUint16(12) / 256);
    return tag.getUint16(12 + 2 * Math.round(x * (count - 1))) / 65535;
  }
  if (type !== 'para') return null;
  const kind = tag.getUint16(8);
  const parameters = [1, 3, 4, 5, 7][kind];
  if (parameters === undefined || tag.byteLength < 12 + parameters * 4) return null;
  const [g = 1, a = 1, b = 0, c = 0, d = 0, e = 0, f = 0] = Array.from(
    { length: parameters },
    (_, i) => tag.getInt32(12 + 4 * i) / 65536,
  );
  if (kind === 0) return x ** g;
  if (kind <= 2) return x >= -b / a ? (a * x + b) ** g + (kind === 2 ? c : 0) : kind === 2 ? c : 0;
  return x >= d ? (a * x + b) ** g + e : c * x + f;
}

function description(tag: DataView | undefined): string {
  if (tag === undefined || tag.byteLength < 12) return '';
  const type = text(tag, 0, 4);
  if (type === 'desc') return text(tag, 12, Math.min(tag.getUint32(8), tag.byteLength - 12));
  if (type !== 'mluc' || tag.byteLength < 28) return '';
  const length = tag.getUint32(20);
  const offset = tag.getUint32(24);
  let value = '';
  for (let i = 0; i + 1 < length && offset + i + 1 < tag.byteLength; i += 2) {
    value += String.fromCharCode(tag.getUint16(offset + i));
  }
  return trimmed(value);
}

function text(view: DataView, at: number, length: number): string {
  let value = '';
  for (let i = 0; i < length; i++) value += String.fromCharCode(view.getUint8(at + i));
  return length === 4 ? value : trimmed(value);
}

function trimmed(value: string): string {
  const end = value.indexOf('\0');
  return (end < 0 ? value : value.slice(0, end)).trim();
}
