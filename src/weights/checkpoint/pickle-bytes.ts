/** Numbers and texts of a pickle, one after the other. */
export interface PickleBytes {
  u8(): number;
  u16(): number;
  u32(): number;
  i32(): number;
  /** Big-endian, alone among the numbers. */
  f64(): number;
  /** A whole number of so many bytes, in two's complement; beyond 2^53 it is not exact. */
  long(length: number): number;
  text(length: number): string;
  /** A text up to the end of its line. */
  line(): string;
  skip(length: number): void;
}

const NEW_LINE = 0x0a;

/** `damaged`: makes the error for a pickle of which this is wrong, the end of a sentence. */
export function pickleBytes(bytes: Uint8Array, damaged: (what: string) => Error): PickleBytes {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const decoder = new TextDecoder();
  let at = 0;
  /** Moves on by `length` bytes; gives where they begin. */
  const take = (length: number): number => {
    if (length > bytes.byteLength - at) throw damaged('ends too early');
    at += length;
    return at - length;
  };
  const text = (length: number): string => {
    const from = take(length);
    return decoder.decode(bytes.subarray(from, from + length));
  };
  return {
    u8: () => view.getUint8(take(1)),
    u16: () => view.getUint16(take(2), true),
    u32: () => view.getUint32(take(4), true),
    i32: () => view.getInt32(take(4), true),
    f64: () => view.getFloat64(take(8)),
    long(length) {
      const from = take(length);
      let value = 0n;
      for (let i = length - 1; i >= 0; i--) value = (value << 8n) | BigInt(view.getUint8(from + i));
      return Number(BigInt.asIntN(8 * length, value));
    },
    text,
    line() {
      const end = bytes.indexOf(NEW_LINE, at);
      if (end < 0) throw damaged('ends too early');
      const found = text(end - at);
      take(1);
      return found;
    },
    skip: (length) => void take(length),
  };
}
