import { colorants, whitePoint, D50, type Chromaticities } from './chromaticities';
import type { Curve } from './curve';
import { transposed, type Vector } from './matrix';

export interface MatrixSpace extends Chromaticities {
  /** Name that readers show; characters beyond ASCII become "?". */
  readonly name: string;
  /** Light of a value: an exponent, or any curve on 0…1. */
  readonly transfer: number | Curve;
}

const HEADER_BYTES = 128;
const ENTRY_BYTES = 12;
/** Points of a curve that is no power: lines between them are within 16 bits' rounding. */
const CURVE_POINTS = 1024;
const COPYRIGHT = 'CC0';

/**
 * A display profile of version 2.4, which every reader of profiles knows: three colorants, one curve
 * for all of them. null where the chromaticities span no colours.
 */
export function matrixProfile(space: MatrixSpace): Uint8Array | null {
  const columns = colorants(space);
  const white = whitePoint(space);
  if (columns === null || white === null) return null;
  const [red, green, blue] = transposed(columns);
  const curve = curveTag(space.transfer);
  return assembled([
    ['desc', descriptionTag(space.name)],
    ['cprt', textTag(COPYRIGHT)],
    ['wtpt', xyzTag(white)],
    ['rXYZ', xyzTag(red)],
    ['gXYZ', xyzTag(green)],
    ['bXYZ', xyzTag(blue)],
    ['rTRC', curve],
    ['gTRC', curve],
    ['bTRC', curve],
  ]);
}

/** Header, table and data; tags that are the same object are stored once. */
function assembled(tags: readonly (readonly [name: string, data: Uint8Array])[]): Uint8Array {
  const tableBytes = 4 + tags.length * ENTRY_BYTES;
  const places = new Map<Uint8Array, number>();
  let end = HEADER_BYTES + tableBytes;
  for (const [, data] of tags) {
    if (places.has(data)) continue;
    places.set(data, end);
    end += data.length + ((4 - (data.length % 4)) % 4);
  }
  const bytes = new Uint8Array(end);
  const view = new DataView(bytes.buffer);
  writeHeader(bytes, view);
  view.setUint32(HEADER_BYTES, tags.length);
  for (const [i, [name, data]] of tags.entries()) {
    const at = HEADER_BYTES + 4 + i * ENTRY_BYTES;
    const place = places.get(data) ?? 0;
    bytes.set(ascii(name), at);
    view.setUint32(at + 4, place);
    view.setUint32(at + 8, data.length);
    bytes.set(data, place);
  }
  return bytes;
}

function writeHeader(bytes: Uint8Array, view: DataView): void {
  view.setUint32(0, bytes.length);
  view.setUint32(8, 0x02400000);
  bytes.set(ascii('mntrRGB XYZ '), 12);
  // A date is asked for; a fixed one makes equal profiles equal bytes.
  [2024, 1, 1].forEach((part, i) => view.setUint16(24 + 2 * i, part));
  bytes.set(ascii('acsp'), 36);
  D50.forEach((value, i) => view.setInt32(68 + 4 * i, Math.round(value * 65536)));
}

function xyzTag(values: Vector): Uint8Array {
  const view = new DataView(new ArrayBuffer(20));
  values.forEach((value, i) => view.setInt32(8 + 4 * i, Math.round(value * 65536)));
  return tag('XYZ ', view);
}

function curveTag(transfer: number | Curve): Uint8Array {
  const values =
    typeof transfer === 'number'
      ? [Math.round(transfer * 256)]
      : Array.from({ length: CURVE_POINTS }, (_, i) =>
          Math.round(65535 * Math.min(1, Math.max(0, transfer(i / (CURVE_POINTS - 1))))),
        );
  const view = new DataView(new ArrayBuffer(12 + values.length * 2));
  view.setUint32(8, values.length);
  values.forEach((value, i) => view.setUint16(12 + 2 * i, value));
  return tag('curv', view);
}

function textTag(text: string): Uint8Array {
  const letters = ascii(text);
  const view = new DataView(new ArrayBuffer(8 + letters.length + 1));
  new Uint8Array(view.buffer).set(letters, 8);
  return tag('text', view);
}

/** ICC.1:2001 §6.5.17: ASCII, then empty places for Unicode and 67 bytes of Macintosh script. */
function descriptionTag(text: string): Uint8Array {
  const letters = ascii(text);
  const emptyForms = 8 + 3 + 67;
  const view = new DataView(new ArrayBuffer(12 + letters.length + 1 + emptyForms));
  view.setUint32(8, letters.length + 1);
  new Uint8Array(view.buffer).set(letters, 12);
  return tag('desc', view);
}

function tag(type: string, view: DataView<ArrayBuffer>): Uint8Array {
  const bytes = new Uint8Array(view.buffer);
  bytes.set(ascii(type));
  return bytes;
}

function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => (letter < '\x7f' ? letter.charCodeAt(0) : 0x3f));
}
