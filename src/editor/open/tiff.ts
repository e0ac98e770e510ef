import { startsAt } from './signature';

/** One value of a TIFF directory (TIFF 6.0 §2). */
export interface TiffField {
  readonly type: number;
  readonly count: number;
  /** The field's bytes, no more. */
  readonly data: DataView;
  readonly little: boolean;
}

export type TiffDirectory = ReadonlyMap<number, TiffField>;

export interface Tiff {
  readonly first: TiffDirectory;
  /** Directory that a field of another one points to; empty where it points nowhere. */
  directoryAt(pointer: TiffField | undefined): TiffDirectory;
}

/** Bytes of one value by its type: BYTE, ASCII, SHORT, LONG, RATIONAL … */
const TYPE_BYTES = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8];
const SHORT = 3;
const LONG = 4;
const RATIONAL = 5;
/** Type of text in UTF-8, since EXIF 3.0. */
const UTF8 = 129;
/** Most fields of one directory that are read; real ones have some dozens. */
const MAX_FIELDS = 1000;

/** Whether bytes start as a TIFF must. */
export function isTiff(bytes: Uint8Array): boolean {
  return bytes.length >= 8 && (startsAt(bytes, 0, 'II*\0') || startsAt(bytes, 0, 'MM\0*'));
}

/** Reads a TIFF header; null: none. Fields that reach outside the bytes are left out. */
export function readTiff(bytes: Uint8Array): Tiff | null {
  if (!isTiff(bytes)) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = bytes[0] === 0x49;
  const read = (at: number): TiffDirectory => readDirectory(view, at, little);
  return {
    first: read(view.getUint32(4, little)),
    directoryAt: (pointer) => {
      const at = numberIn(pointer);
      return at === null ? new Map() : read(at);
    },
  };
}

function readDirectory(view: DataView, at: number, little: boolean): TiffDirectory {
  const fields = new Map<number, TiffField>();
  if (at + 2 > view.byteLength) return fields;
  const count = Math.min(view.getUint16(at, little), MAX_FIELDS);
  for (let i = 0; i < count; i++) {
    const entry = at + 2 + i * 12;
    if (entry + 12 > view.byteLength) break;
    const type = view.getUint16(entry + 2, little);
    const values = view.getUint32(entry + 4, little);
    const length = (type === UTF8 ? 1 : (TYPE_BYTES[type] ?? 0)) * values;
    const start = length <= 4 ? entry + 8 : view.getUint32(entry + 8, little);
    if (length === 0 || start + length > view.byteLength) continue;
    const data = new DataView(view.buffer, view.byteOffset + start, length);
    fields.set(view.getUint16(entry, little), { type, count: values, data, little });
  }
  return fields;
}

/** The first value of a field of whole numbers or a fraction; null for anything else. */
export function numberIn(field: TiffField | undefined): number | null {
  if (field === undefined) return null;
  const { type, data, little } = field;
  if (type === SHORT) return data.getUint16(0, little);
  if (type === LONG) return data.getUint32(0, little);
  if (type !== RATIONAL) return null;
  const below = data.getUint32(4, little);
  return below === 0 ? null : data.getUint32(0, little) / below;
}

export function bytesIn({ data }: TiffField): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}
