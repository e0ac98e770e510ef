import { checkpointInvalid, short } from './errors';
import type { Reading } from './reading';

/** A file inside a zip file. */
export interface ZipMember {
  readonly name: string;
  /** Where its local header lies in the zip file. */
  readonly headerOffset: number;
  /** Bytes of its content. */
  readonly size: number;
  /** Bytes that it takes in the zip file. */
  readonly packedSize: number;
  /** Whether the content lies in the zip file as it is, neither compressed nor encrypted. */
  readonly isStored: boolean;
}

interface ZipFile {
  readonly name: string;
  readonly byteLength: number;
}

/** Where the directory lies, and how many members it lists. */
interface DirectoryPlace {
  readonly offset: number;
  readonly length: number;
  readonly count: number;
}

const END = 0x06054b50;
const END_BYTES = 22;
const MAX_COMMENT = 0xffff;
const LOCATOR_64 = 0x07064b50;
const LOCATOR_64_BYTES = 20;
const END_64 = 0x06064b50;
const END_64_BYTES = 56;
const ENTRY = 0x02014b50;
const ENTRY_BYTES = 46;
const LOCAL = 0x04034b50;
const LOCAL_BYTES = 30;

/** Stands for a number that a ZIP64 record holds. */
const ELSEWHERE_16 = 0xffff;
const ELSEWHERE_32 = 0xffffffff;
/** Kind of extra field that holds such numbers. */
const EXTRA_64 = 1;

const ENCRYPTED = 1;
const STORED = 0;

/** A checkpoint has some thousands of members, with names of a few dozen characters. */
const MAX_MEMBERS = 100_000;
const MAX_DIRECTORY_BYTES = 32 * 2 ** 20;

/**
 * The members of a zip file by name, ZIP64 records included. Every member lies inside the file, and
 * none in another one.
 *
 * @throws ModelError `model-checkpoint-invalid`
 */
export function* zipDirectory(file: ZipFile): Reading<ReadonlyMap<string, ZipMember>> {
  const place = yield* directoryPlace(file);
  const { offset, length, count } = place;
  if (count > MAX_MEMBERS || length > MAX_DIRECTORY_BYTES) {
    throw checkpointInvalid(file.name, 'its list of members is too long');
  }
  if (offset + length > file.byteLength || count * ENTRY_BYTES > length) {
    throw checkpointInvalid(file.name, 'its list of members does not fit into it');
  }
  return members(file, viewOf(yield { offset, length }), place);
}

function* directoryPlace(file: ZipFile): Reading<DirectoryPlace> {
  const length = Math.min(file.byteLength, END_BYTES + MAX_COMMENT + LOCATOR_64_BYTES);
  const tail = viewOf(yield { offset: file.byteLength - length, length });
  const at = endRecord(tail);
  if (at === null) {
    throw checkpointInvalid(
      file.name,
      'its list of members is missing, as after a download that was cut off',
    );
  }
  const place = {
    count: tail.getUint16(at + 10, true),
    length: tail.getUint32(at + 12, true),
    offset: tail.getUint32(at + 16, true),
  };
  const isElsewhere =
    place.count === ELSEWHERE_16 || [place.length, place.offset].includes(ELSEWHERE_32);
  const locator = at - LOCATOR_64_BYTES;
  if (!isElsewhere || locator < 0 || tail.getUint32(locator, true) !== LOCATOR_64) return place;
  return yield* directoryPlace64(file, longAt(tail, locator + 8));
}

function* directoryPlace64(file: ZipFile, offset: number): Reading<DirectoryPlace> {
  const lost = 'its ZIP64 record is damaged';
  if (offset + END_64_BYTES > file.byteLength) throw checkpointInvalid(file.name, lost);
  const record = viewOf(yield { offset, length: END_64_BYTES });
  if (record.getUint32(0, true) !== END_64) throw checkpointInvalid(file.name, lost);
  return {
    count: longAt(record, 32),
    length: longAt(record, 40),
    offset: longAt(record, 48),
  };
}

/** Place of the last record that ends, with its comment, where the file ends; null: there is none. */
function endRecord(tail: DataView): number | null {
  for (let at = tail.byteLength - END_BYTES; at >= 0; at--) {
    if (tail.getUint32(at, true) !== END) continue;
    if (at + END_BYTES + tail.getUint16(at + 20, true) === tail.byteLength) return at;
  }
  return null;
}

function members(
  file: ZipFile,
  directory: DataView,
  { offset: end, count }: DirectoryPlace,
): ReadonlyMap<string, ZipMember> {
  const found = new Map<string, ZipMember>();
  let at = 0;
  for (let index = 0; index < count; index++) {
    const fits = at + ENTRY_BYTES <= directory.byteLength;
    if (!fits || directory.getUint32(at, true) !== ENTRY) {
      throw checkpointInvalid(file.name, 'its list of members is damaged');
    }
    const nameBytes = directory.getUint16(at + 28, true);
    const extraBytes = directory.getUint16(at + 30, true);
    const next = at + ENTRY_BYTES + nameBytes + extraBytes + directory.getUint16(at + 32, true);
    if (next > directory.byteLength) {
      throw checkpointInvalid(file.name, 'its list of members is damaged');
    }
    const member = memberAt(directory, at, nameBytes, extraBytes);
    if (member.headerOffset + LOCAL_BYTES + nameBytes + member.size > end) {
      throw checkpointInvalid(file.name, `"${short(member.name)}" does not fit into it`);
    }
    if (found.has(member.name)) {
      throw checkpointInvalid(file.name, `it holds "${short(member.name)}" twice`);
    }
    found.set(member.name, member);
    at = next;
  }
  const overlapping = overlap([...found.values()]);
  if (overlapping !== null) {
    throw checkpointInvalid(file.name, `the bytes of "${short(overlapping.name)}" overlap others`);
  }
  return found;
}

/** A member that begins before the one before it has ended: few bytes can pose as many that way. */
function overlap(members: readonly ZipMember[]): ZipMember | null {
  let used = 0;
  for (const member of members.toSorted((a, b) => a.headerOffset - b.headerOffset)) {
    if (member.headerOffset < used) return member;
    used = member.headerOffset + LOCAL_BYTES + member.packedSize;
  }
  return null;
}

function memberAt(
  directory: DataView,
  at: number,
  nameBytes: number,
  extraBytes: number,
): ZipMember {
  const nameAt = at + ENTRY_BYTES;
  // In the order in which a ZIP64 field holds those that are elsewhere.
  const [size = 0, packed = 0, headerOffset = 0] = withExtra64(
    [24, 20, 42].map((field) => directory.getUint32(at + field, true)),
    part(directory, nameAt + nameBytes, extraBytes),
  );
  const isPlain =
    (directory.getUint16(at + 8, true) & ENCRYPTED) === 0 &&
    directory.getUint16(at + 10, true) === STORED;
  return {
    name: new TextDecoder().decode(part(directory, nameAt, nameBytes)),
    headerOffset,
    size,
    packedSize: packed,
    isStored: isPlain && size === packed,
  };
}

/** The numbers, with those that are elsewhere taken from the ZIP64 extra field. */
function withExtra64(numbers: readonly number[], extra: DataView): readonly number[] {
  for (let at = 0; at + 4 <= extra.byteLength;) {
    const end = Math.min(extra.byteLength, at + 4 + extra.getUint16(at + 2, true));
    if (extra.getUint16(at, true) === EXTRA_64) {
      let value = at + 4;
      return numbers.map((number) => {
        if (number !== ELSEWHERE_32 || value + 8 > end) return number;
        value += 8;
        return longAt(extra, value - 8);
      });
    }
    at = end;
  }
  return numbers;
}

/**
 * Where the content of a stored member begins: its local header may be longer than the directory
 * says, since PyTorch pads it.
 *
 * @throws ModelError `model-checkpoint-invalid`
 */
export function* contentOffset(file: ZipFile, member: ZipMember): Reading<number> {
  const { name, headerOffset, size, isStored } = member;
  if (!isStored) throw checkpointInvalid(file.name, `"${short(name)}" in it is compressed`);
  const header = viewOf(yield { offset: headerOffset, length: LOCAL_BYTES });
  const names = header.getUint16(26, true) + header.getUint16(28, true);
  const offset = headerOffset + LOCAL_BYTES + names;
  if (header.getUint32(0, true) !== LOCAL || offset + size > file.byteLength) {
    throw checkpointInvalid(file.name, `the beginning of "${short(name)}" in it is damaged`);
  }
  return offset;
}

/** Beyond 2^53 it is not exact, but outside of any file. */
function longAt(view: DataView, at: number): number {
  return Number(view.getBigUint64(at, true));
}

function part({ buffer, byteOffset }: DataView, at: number, length: number): DataView {
  return new DataView(buffer, byteOffset + at, length);
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}
