import type { Metadata, PictureTexts } from '../document/metadata';

/** Types of the fields that are written (TIFF 6.0). */
const ASCII = 2;
const SHORT = 3;
const RATIONAL = 5;
const INCH = 2;
const UPRIGHT = 1;
const HEADER_BYTES = 8;
const FIELD_BYTES = 12;

interface Field {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  readonly data: Uint8Array;
}

/**
 * An EXIF block with the texts, as UTF-8 like all newer writers, and the resolution; null where there
 * are no texts. Nothing is copied from another block: offsets inside, a thumbnail, or the orientation
 * of pixels that have been turned since would be wrong.
 */
export function exifBlock({ texts, resolution }: Metadata): Uint8Array | null {
  if (!hasTexts(texts)) return null;
  const fields: Field[] = [
    ...textField(0x010e, texts.description),
    { tag: 0x0112, type: SHORT, count: 1, data: u16(UPRIGHT) },
    ...(resolution === null
      ? []
      : [
          { tag: 0x011a, type: RATIONAL, count: 1, data: fraction(resolution.x) },
          { tag: 0x011b, type: RATIONAL, count: 1, data: fraction(resolution.y) },
          { tag: 0x0128, type: SHORT, count: 1, data: u16(INCH) },
        ]),
    ...textField(0x013b, texts.author),
    ...textField(0x8298, texts.copyright),
  ];
  return assembled(fields);
}

export function hasTexts(texts: PictureTexts): boolean {
  return Object.values(texts).some((text) => text !== null);
}

/** Header and one directory, then the values that do not fit into its fields. Big-endian. */
function assembled(fields: readonly Field[]): Uint8Array {
  let end = HEADER_BYTES + 2 + fields.length * FIELD_BYTES + 4;
  const places = fields.map(({ data }) => {
    const at = end;
    if (data.length > 4) end += data.length + (data.length % 2);
    return at;
  });
  const bytes = new Uint8Array(end);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0x4d4d);
  view.setUint16(2, 42);
  view.setUint32(4, HEADER_BYTES);
  view.setUint16(HEADER_BYTES, fields.length);
  for (const [i, { tag, type, count, data }] of fields.entries()) {
    const at = HEADER_BYTES + 2 + i * FIELD_BYTES;
    view.setUint16(at, tag);
    view.setUint16(at + 2, type);
    view.setUint32(at + 4, count);
    const place = data.length > 4 ? (places[i] ?? 0) : at + 8;
    if (data.length > 4) view.setUint32(at + 8, place);
    bytes.set(data, place);
  }
  return bytes;
}

function textField(tag: number, text: string | null): readonly Field[] {
  if (text === null) return [];
  const data = new TextEncoder().encode(`${text}\0`);
  return [{ tag, type: ASCII, count: data.length, data }];
}

function u16(value: number): Uint8Array {
  return Uint8Array.of(value >> 8, value & 0xff);
}

function fraction(value: number): Uint8Array {
  const below = 1000;
  const view = new DataView(new ArrayBuffer(8));
  view.setUint32(0, Math.round(value * below));
  view.setUint32(4, below);
  return new Uint8Array(view.buffer);
}
