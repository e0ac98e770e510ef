/** Writes big-endian values into a buffer that grows; for headers and records, not for pixels. */
export class ByteWriter {
  private bytes = new Uint8Array(256);
  private view = new DataView(this.bytes.buffer);
  private length = 0;

  /** Makes room. Call it before touching `bytes` or `view`: it may replace both. */
  private grow(count: number): number {
    const at = this.length;
    this.length += count;
    if (this.length > this.bytes.length) {
      const larger = new Uint8Array(Math.max(this.length, this.bytes.length * 2));
      larger.set(this.bytes);
      this.bytes = larger;
      this.view = new DataView(larger.buffer);
    }
    return at;
  }

  u8(value: number): this {
    const at = this.grow(1);
    this.view.setUint8(at, value);
    return this;
  }

  u16(value: number): this {
    const at = this.grow(2);
    this.view.setUint16(at, value);
    return this;
  }

  i16(value: number): this {
    const at = this.grow(2);
    this.view.setInt16(at, value);
    return this;
  }

  u32(value: number): this {
    const at = this.grow(4);
    this.view.setUint32(at, value);
    return this;
  }

  i32(value: number): this {
    const at = this.grow(4);
    this.view.setInt32(at, value);
    return this;
  }

  /** Writes four characters. */
  tag(text: string): this {
    for (let i = 0; i < 4; i++) this.u8(text.charCodeAt(i));
    return this;
  }

  zeros(count: number): this {
    this.grow(count);
    return this;
  }

  put(bytes: Uint8Array): this {
    const at = this.grow(bytes.length);
    this.bytes.set(bytes, at);
    return this;
  }

  /** Writes a length field: 4 bytes, 8 in the large format. */
  size(value: number, large: boolean): this {
    if (large) this.u32(Math.floor(value / 0x100000000));
    return this.u32(value % 0x100000000);
  }

  /** Writes a 4-byte length and the bytes. */
  section(bytes: Uint8Array): this {
    return this.u32(bytes.length).put(bytes);
  }

  /** Writes a length byte and ASCII ("?" for others), padded to a multiple of `padTo`. */
  pascalString(text: string, padTo: number): this {
    const short = text.slice(0, 255);
    this.u8(short.length);
    for (const unit of Array.from({ length: short.length }, (_, i) => short.charCodeAt(i))) {
      this.u8(unit < 128 ? unit : 63);
    }
    return this.zeros((padTo - ((short.length + 1) % padTo)) % padTo);
  }

  /** Writes a count of UTF-16 units and the units. */
  unicodeString(text: string): this {
    this.u32(text.length);
    for (let i = 0; i < text.length; i++) this.u16(text.charCodeAt(i));
    return this;
  }

  /** A copy of the written bytes. */
  done(): Uint8Array {
    return this.bytes.slice(0, this.length);
  }
}
