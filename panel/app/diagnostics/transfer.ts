const BLOCK = 4096;

/** Bytes that show their place: every block of 4 KiB begins with its own number. */
export function patternBytes(length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at + 4 <= length; at += BLOCK) view.setUint32(at, at / BLOCK + 1);
  return bytes;
}

/** Whether `bytes` are those of `patternBytes(length)`. */
export function isPattern(bytes: Uint8Array, length: number): boolean {
  if (bytes.length !== length) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, length);
  for (let at = 0; at + 4 <= length; at += BLOCK) {
    if (view.getUint32(at) !== at / BLOCK + 1) return false;
  }
  return true;
}

/** Megabytes (10⁶) a second, with one decimal. */
export function megabytesPerSecond(bytes: number, ms: number): number {
  return Math.round(bytes / 100 / Math.max(0.1, ms)) / 10;
}
