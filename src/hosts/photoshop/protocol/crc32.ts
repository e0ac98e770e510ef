/** CRC-32 as in PNG and zip. */
const TABLE = makeTable();

function makeTable(): Uint32Array {
  const table = new Uint32Array(256);
  for (let n = 0; n < 256; n++) {
    let c = n;
    for (let bit = 0; bit < 8; bit++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
    table[n] = c;
  }
  return table;
}

/** What becomes of a byte when so many zeros follow it: four bytes are taken in one step. */
const AFTER_1 = followed(TABLE);
const AFTER_2 = followed(AFTER_1);
const AFTER_3 = followed(AFTER_2);

function followed(table: Uint32Array): Uint32Array {
  return table.map((crc) => (crc >>> 8) ^ (TABLE[crc & 255] ?? 0));
}

export function crcOfBytes(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  const whole = bytes.length - (bytes.length % 4);
  for (let i = 0; i < whole; i += 4) {
    crc ^=
      (bytes[i] ?? 0) |
      ((bytes[i + 1] ?? 0) << 8) |
      ((bytes[i + 2] ?? 0) << 16) |
      ((bytes[i + 3] ?? 0) << 24);
    crc =
      (AFTER_3[crc & 255] ?? 0) ^
      (AFTER_2[(crc >>> 8) & 255] ?? 0) ^
      (AFTER_1[(crc >>> 16) & 255] ?? 0) ^
      (TABLE[crc >>> 24] ?? 0);
  }
  for (let i = whole; i < bytes.length; i++) {
    crc = (crc >>> 8) ^ (TABLE[(crc ^ (bytes[i] ?? 0)) & 255] ?? 0);
  }
  return ~crc >>> 0;
}

/** The low byte of each code unit, and the high one where it is not 0. */
export function crcOfText(text: string): number {
  let crc = 0xffffffff;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    crc = (crc >>> 8) ^ (TABLE[(crc ^ unit) & 255] ?? 0);
    if (unit > 255) crc = (crc >>> 8) ^ (TABLE[(crc ^ (unit >>> 8)) & 255] ?? 0);
  }
  return ~crc >>> 0;
}
