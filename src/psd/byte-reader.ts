import { damaged, truncated } from './errors';
import type { ByteRange } from './file';

/**
 * Reads big-endian values one after the other and never past its end. Running into the end of the
 * file is `psd-truncated`; running into the end of a section inside it is `psd-damaged`.
 */
export class ByteReader {
  readonly bytes: Uint8Array;
  readonly end: number;
  position: number;
  private readonly view: DataView;
  private readonly what: string;

  constructor(bytes: Uint8Array, range: ByteRange, what: string) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.position = range.start;
    this.end = Math.min(range.end, bytes.length);
    this.what = what;
  }

  get left(): number {
    return this.end - this.position;
  }

  /** Moves on by `count` bytes and returns where they start. */
  private take(count: number): number {
    const at = this.position;
    if (count > this.end - at) {
      throw at + count > this.bytes.length
        ? truncated(this.what)
        : damaged(`${this.what} is shorter than its content`);
    }
    this.position = at + count;
    return at;
  }

  skip(count: number): void {
    this.take(count);
  }

  u8(): number {
    return this.view.getUint8(this.take(1));
  }

  u16(): number {
    return this.view.getUint16(this.take(2));
  }

  i16(): number {
    return this.view.getInt16(this.take(2));
  }

  u32(): number {
    return this.view.getUint32(this.take(4));
  }

  i32(): number {
    return this.view.getInt32(this.take(4));
  }

  f64(): number {
    return this.view.getFloat64(this.take(8));
  }

  /** Four bytes as characters. */
  tag(): string {
    return tagAt(this.bytes, this.take(4));
  }

  /** Writes a length field: 4 bytes, 8 in the large format. */
  length(large: boolean): number {
    if (!large) return this.u32();
    const high = this.u32();
    return high * 0x100000000 + this.u32();
  }

  /** The next `length` bytes as a range. */
  range(length: number): ByteRange {
    const start = this.take(length);
    return { start, end: start + length };
  }

  /** The range that a length field spans. */
  section(large: boolean): ByteRange {
    return this.range(this.length(large));
  }

  /** One length byte and as many characters; padded with it to a multiple of `padTo`. */
  pascalString(padTo: number): string {
    const length = this.u8();
    const at = this.take(length);
    let text = '';
    for (let i = 0; i < length; i++) text += String.fromCharCode(this.bytes[at + i] ?? 0);
    const padding = (padTo - ((length + 1) % padTo)) % padTo;
    this.skip(Math.min(padding, this.left));
    return text;
  }

  /** A count of UTF-16 units and the units; trailing zeros are no part of the text. */
  unicodeString(): string {
    const count = this.u32();
    const at = this.take(count * 2);
    const parts: string[] = [];
    for (let i = 0; i < count; i++) {
      parts.push(String.fromCharCode(this.view.getUint16(at + i * 2)));
    }
    return parts.join('').replace(/\0+$/, '');
  }
}

export function tagAt(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(
    bytes[at] ?? 0,
    bytes[at + 1] ?? 0,
    bytes[at + 2] ?? 0,
    bytes[at + 3] ?? 0,
  );
}

export function sizeOf(range: ByteRange): number {
  return range.end - range.start;
}

/** A view, not a copy. */
export function bytesOf(bytes: Uint8Array, range: ByteRange): Uint8Array {
  return bytes.subarray(range.start, range.end);
}
