import type { ByteReader } from './byte-reader';
import { damaged } from './errors';

/** Deepest nesting of descriptors; files have about ten levels. */
const MAX_DEPTH = 60;

/** A number inside a descriptor, with its place in the file so that it can be changed there. */
export interface DescriptorNumber {
  readonly type: 'number';
  readonly at: number;
  readonly format: 'f64' | 'f32' | 'i32';
  /** Unit of the number: `#Pxl`, `#Prc`, `#Ang` …; null for a plain number. */
  readonly unit: string | null;
}

export interface DescriptorObject {
  readonly type: 'object';
  readonly classId: string;
  readonly entries: ReadonlyMap<string, DescriptorValue>;
}

export interface DescriptorList {
  readonly type: 'list';
  readonly items: readonly DescriptorValue[];
}

/** A value in a descriptor. `other`: text, references, raw data – nothing that is a measure. */
export type DescriptorValue =
  DescriptorNumber | DescriptorObject | DescriptorList | { readonly type: 'other' };

const OTHER = { type: 'other' } as const;

/**
 * Reads the version number 16 and a descriptor.
 * @throws FileError `psd-damaged` where there is none
 */
export function readVersionedDescriptor(reader: ByteReader): DescriptorObject {
  if (reader.u32() !== 16) throw damaged('a descriptor has an unknown version');
  return readDescriptor(reader, 0);
}

function readDescriptor(reader: ByteReader, depth: number): DescriptorObject {
  if (depth > MAX_DEPTH) throw damaged('descriptors inside descriptors without end');
  skipUnicode(reader);
  const classId = readId(reader);
  const count = reader.u32();
  const entries = new Map<string, DescriptorValue>();
  for (let i = 0; i < count; i++) {
    const key = readId(reader);
    entries.set(key, readValue(reader, reader.tag(), depth));
  }
  return { type: 'object', classId, entries };
}

function readList(reader: ByteReader, depth: number): DescriptorList {
  if (depth > MAX_DEPTH) throw damaged('descriptors inside descriptors without end');
  const count = reader.u32();
  const items: DescriptorValue[] = [];
  for (let i = 0; i < count; i++) items.push(readValue(reader, reader.tag(), depth + 1));
  return { type: 'list', items };
}

function readValue(reader: ByteReader, type: string, depth: number): DescriptorValue {
  switch (type) {
    case 'Objc':
    case 'GlbO':
      return readDescriptor(reader, depth + 1);
    case 'VlLs':
      return readList(reader, depth);
    case 'doub':
      return readNumber(reader, 'f64', null);
    case 'long':
      return readNumber(reader, 'i32', null);
    case 'UntF':
      return readNumber(reader, 'f64', reader.tag());
    case 'UnFl':
      return readNumber(reader, 'f32', reader.tag());
    default:
      skipOther(reader, type);
      return OTHER;
  }
}

function readNumber(
  reader: ByteReader,
  format: DescriptorNumber['format'],
  unit: string | null,
): DescriptorNumber {
  const at = reader.position;
  reader.skip(format === 'f64' ? 8 : 4);
  return { type: 'number', at, format, unit };
}

/** Steps over values that hold no measures, by their types. */
const SKIP: Readonly<Record<string, (reader: ByteReader) => void>> = {
  bool: (reader) => reader.skip(1),
  comp: (reader) => reader.skip(8),
  TEXT: skipUnicode,
  enum: skipIds,
  type: skipClass,
  GlbC: skipClass,
  alis: skipSized,
  tdta: skipSized,
  'Pth ': skipSized,
  'obj ': skipReference,
  ObAr: skipObjectArray,
};

function skipOther(reader: ByteReader, type: string): void {
  const skip = SKIP[type];
  if (skip === undefined) throw damaged(`a descriptor holds an unknown type "${type}"`);
  skip(reader);
}

function skipSized(reader: ByteReader): void {
  reader.skip(reader.u32());
}

function skipIds(reader: ByteReader): void {
  readId(reader);
  readId(reader);
}

/** Reads an id: four characters where the length is 0, else as many as it says. */
function readId(reader: ByteReader): string {
  const length = reader.u32();
  if (length === 0) return reader.tag();
  const { start, end } = reader.range(length);
  let text = '';
  for (let i = start; i < end; i++) text += String.fromCharCode(reader.bytes[i] ?? 0);
  return text;
}

function skipUnicode(reader: ByteReader): void {
  reader.skip(reader.u32() * 2);
}

function skipClass(reader: ByteReader): void {
  skipUnicode(reader);
  readId(reader);
}

function skipReference(reader: ByteReader): void {
  const count = reader.u32();
  for (let i = 0; i < count; i++) {
    const form = reader.tag();
    if (form === 'Idnt' || form === 'indx') {
      reader.skip(4);
      continue;
    }
    skipClass(reader);
    if (form === 'prop') readId(reader);
    else if (form === 'Enmr') skipIds(reader);
    else if (form === 'rele') reader.skip(4);
    else if (form === 'name') skipUnicode(reader);
    else if (form !== 'Clss') throw damaged(`a descriptor holds an unknown reference "${form}"`);
  }
}

/** Steps over columns of doubles with a unit: meshes of warps. */
function skipObjectArray(reader: ByteReader): void {
  reader.skip(4);
  skipClass(reader);
  const columns = reader.u32();
  for (let i = 0; i < columns; i++) {
    readId(reader);
    reader.skip(8);
    reader.skip(reader.u32() * 8);
  }
}
