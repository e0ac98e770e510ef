/** CRC-32 of each byte, with the polynomial of PNG and zip. */
const TABLE = makeTable();

/** CRC of each byte; signed integers, since the engine computes with those directly. */
function makeTable(): Int32Array {
  const table = new Int32Array(256);
  for (let n = 0; n < 256; n++) {
    let c = n;
    for (let bit = 0; bit < 8; bit++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
    table[n] = c;
  }
  return table;
}

/** AFTER_n[b]: CRC of byte b followed by n zero bytes (slicing by eight). */
const AFTER_1 = followed(TABLE);
const AFTER_2 = followed(AFTER_1);
const AFTER_3 = followed(AFTER_2);
const AFTER_4 = followed(AFTER_3);
const AFTER_5 = followed(AFTER_4);
const AFTER_6 = followed(AFTER_5);
const AFTER_7 = followed(AFTER_6);

function followed(table: Int32Array): Int32Array {
  return table.map((crc) => (crc >>> 8) ^ (TABLE[crc & 255] ?? 0));
}

/** @param before of what comes before them */
export function crcOfBytes(bytes: Uint8Array, before = 0): number {
  let crc = ~before;
  const whole = bytes.length - (bytes.length % 8);
  for (let i = 0; i < whole; i += 8) {
    crc ^=
      (bytes[i] ?? 0) |
      ((bytes[i + 1] ?? 0) << 8) |
      ((bytes[i + 2] ?? 0) << 16) |
      ((bytes[i + 3] ?? 0) << 24);
    crc =
      (AFTER_7[crc & 255] ?? 0) ^
      (AFTER_6[(crc >>> 8) & 255] ?? 0) ^
      (AFTER_5[(crc >>> 16) & 255] ?? 0) ^
      (AFTER_4[crc >>> 24] ?? 0) ^
      (AFTER_3[bytes[i + 4] ?? 0] ?? 0) ^
      (AFTER_2[bytes[i + 5] ?? 0] ?? 0) ^
      (AFTER_1[bytes[i + 6] ?? 0] ?? 0) ^
      (TABLE[bytes[i + 7] ?? 0] ?? 0);
  }
  for (let i = whole; i < bytes.length; i++) {
    crc = (crc >>> 8) ^ (TABLE[(crc ^ (bytes[i] ?? 0)) & 255] ?? 0);
  }
  return ~crc >>> 0;
}

/** CRC-32 of a text: of the low byte of each code unit, and the high one where it is not 0. */
export function crcOfText(text: string): number {
  let crc = -1;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    crc = (crc >>> 8) ^ (TABLE[(crc ^ unit) & 255] ?? 0);
    if (unit > 255) crc = (crc >>> 8) ^ (TABLE[(crc ^ (unit >>> 8)) & 255] ?? 0);
  }
  return ~crc >>> 0;
}
