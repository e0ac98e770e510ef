const AFTER_HEADER = 33;
const LARGEST_STORED = 65535;

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let k = 0; k < 8; k++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/** A zlib stream without compression: RFC 1950 around stored blocks of RFC 1951. */
function stored(data: Uint8Array): number[] {
  const out = [0x78, 0x01];
  for (let at = 0; at < data.length || at === 0; at += LARGEST_STORED) {
    const part = data.subarray(at, at + LARGEST_STORED);
    const n = part.length;
    const last = at + n >= data.length ? 1 : 0;
    out.push(last, n & 255, n >> 8, ~n & 255, (~n >> 8) & 255, ...part);
  }
  let a = 1;
  let b = 0;
  for (const byte of data) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  out.push(b >> 8, b & 255, a >> 8, a & 255);
  return out;
}

/** Puts an iCCP chunk behind the header. */
export function pngWithProfile(png: Uint8Array, profile: Uint8Array | null): Uint8Array {
  if (profile === null) return png;
  const name = new TextEncoder().encode('icc');
  const type = new TextEncoder().encode('iCCP');
  const body = Uint8Array.from([...type, ...name, 0, 0, ...stored(profile)]);
  const chunk = new Uint8Array(body.length + 8);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, body.length - 4);
  chunk.set(body, 4);
  view.setUint32(body.length + 4, crc32(body));
  const out = new Uint8Array(png.length + chunk.length);
  out.set(png.subarray(0, AFTER_HEADER));
  out.set(chunk, AFTER_HEADER);
  out.set(png.subarray(AFTER_HEADER), AFTER_HEADER + chunk.length);
  return out;
}
