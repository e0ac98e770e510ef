import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
const SUB = 1;

function chunk(type: string, data: Uint8Array): Buffer {
  const out = Buffer.alloc(12 + data.length);
  out.writeUInt32BE(data.length, 0);
  out.write(type, 4, 'latin1');
  out.set(data, 8);
  out.writeUInt32BE(crc32(out.subarray(4, 8 + data.length)), 8 + data.length);
  return out;
}

/** An 8-bit RGB file, compressed in a hurry, with texts. */
export function encodePng(
  width: number,
  height: number,
  rgb: Uint8Array,
  texts: Readonly<Record<string, string>> = {},
): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2], 8);
  const stride = width * 3;
  const rows = Buffer.alloc(height * (stride + 1));
  for (let y = 0; y < height; y++) {
    const to = y * (stride + 1);
    const from = y * stride;
    rows[to] = SUB;
    for (let x = 0; x < stride; x++) {
      rows[to + 1 + x] = (rgb[from + x] ?? 0) - (x < 3 ? 0 : (rgb[from + x - 3] ?? 0));
    }
  }
  const textChunks = Object.entries(texts).map(([key, text]) =>
    chunk('tEXt', Buffer.from(`${key}\0${text}`, 'latin1')),
  );
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    ...textChunks,
    chunk('IDAT', deflateSync(rows, { level: 1 })),
    chunk('IEND', new Uint8Array()),
  ]);
}
