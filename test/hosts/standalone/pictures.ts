import { deflateSync } from 'node:zlib';
import { decode as decodeJpeg, encode as encodeJpegJs } from 'jpeg-js';
import { createImage, type Image, type Image8 } from '../../../src/core/image';
import type { DecodeImage } from '../../../src/hosts/standalone/open/decode-image';
import { crcOfBytes } from '../../../src/hosts/crc32';

/** Stands in for the browser's decoder. */
export const decodeWithJpegJs: DecodeImage = ({ bytes, type }) => {
  if (type !== 'image/jpeg') return Promise.reject(new Error(`no decoder for ${type} in Node`));
  const { width, height, data } = decodeJpeg(bytes, { useTArray: true, formatAsRGBA: true });
  const image: Image8 = { width, height, depth: 8, data: new Uint8ClampedArray(data) };
  return Promise.resolve({ image, exactAlpha: true });
};

export function jpeg(image: Image8, quality = 95): Uint8Array {
  return new Uint8Array(encodeJpegJs({ ...image, data: Buffer.from(image.data) }, quality).data);
}

/** The same file with segments right after its start marker. */
export function withSegments(
  file: Uint8Array,
  ...segments: [marker: number, body: Uint8Array][]
): Uint8Array {
  const parts = segments.map(([marker, body]) =>
    Buffer.concat([Buffer.of(0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 255), body]),
  );
  return new Uint8Array(Buffer.concat([file.subarray(0, 2), ...parts, file.subarray(2)]));
}

export function exif(orientation: number, little = true): Uint8Array {
  const b = Buffer.alloc(26);
  const u16 = (v: number, at: number) => (little ? b.writeUInt16LE(v, at) : b.writeUInt16BE(v, at));
  const u32 = (v: number, at: number) => (little ? b.writeUInt32LE(v, at) : b.writeUInt32BE(v, at));
  b.write(little ? 'II' : 'MM', 0, 'latin1');
  u16(42, 2);
  u32(8, 4);
  u16(1, 8);
  u16(0x0112, 10);
  u16(3, 12);
  u32(1, 14);
  u16(orientation, 18);
  return new Uint8Array(b);
}

export function pngChunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(8 + body.length);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crcOfBytes(body), 4 + body.length);
  return out;
}

export interface RawPng {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly colorType: 0 | 2 | 3 | 4 | 6;
  /** Packed rows without filter bytes. */
  readonly rows: readonly Uint8Array[];
  readonly before?: readonly (readonly [type: string, data: Uint8Array])[];
}

/** A PNG written by hand, so that no encoder of ours takes part. */
export function png({ width, height, depth, colorType, rows, before = [] }: RawPng): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = depth;
  header[9] = colorType;
  const data = deflateSync(Buffer.concat(rows.map((row) => Buffer.concat([Buffer.of(0), row]))));
  return new Uint8Array(
    Buffer.concat([
      Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
      pngChunk('IHDR', header),
      ...before.map(([type, body]) => pngChunk(type, body)),
      pngChunk('IDAT', data),
      pngChunk('IEND', new Uint8Array()),
    ]),
  );
}

export function rgbaPng(image: Image): Uint8Array {
  const rows = Array.from({ length: image.height }, (_, y) => {
    const values = [...image.data.subarray(y * image.width * 4, (y + 1) * image.width * 4)];
    return Uint8Array.from(image.depth === 8 ? values : values.flatMap((v) => [v >> 8, v & 255]));
  });
  return png({ width: image.width, height: image.height, depth: image.depth, colorType: 6, rows });
}

/** Deterministic noise; `alpha` null: noise in alpha as well. */
export function noiseImage(
  width: number,
  height: number,
  seed: number,
  alpha: number | null,
  depth: 8 | 16 = 8,
): Image {
  const image = createImage({ width, height }, depth);
  let state = Math.imul(seed, 2654435761) + 1;
  for (let i = 0; i < image.data.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    image.data[i] = depth === 8 ? state >>> 24 : state >>> 16;
    if (i % 4 === 3 && alpha !== null) image.data[i] = alpha;
  }
  return image;
}

/** Colours that change slowly, as JPEG likes them. */
export function gradient(width: number, height: number): Image8 {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      data.set([(x * 255) / width, (y * 255) / height, 128, 255], (y * width + x) * 4);
    }
  }
  return { width, height, depth: 8, data };
}

/** A matrix profile with the given colorants (X, Y, Z of red, green, blue) and one curve. */
export function iccProfile(
  colorants: readonly number[],
  gamma: number,
  description: string,
): Uint8Array {
  const tags: [string, Buffer][] = ['rXYZ', 'gXYZ', 'bXYZ'].map((name, i) => {
    const b = Buffer.alloc(20);
    b.write('XYZ ', 0, 'latin1');
    for (let c = 0; c < 3; c++)
      b.writeInt32BE(Math.round(colorants[i * 3 + c]! * 65536), 8 + 4 * c);
    return [name, b];
  });
  const curve = Buffer.alloc(16);
  curve.write('curv', 0, 'latin1');
  curve.writeUInt32BE(1, 8);
  curve.writeUInt16BE(Math.round(gamma * 256), 12);
  const desc = Buffer.alloc(16 + description.length);
  desc.write('desc', 0, 'latin1');
  desc.writeUInt32BE(description.length + 1, 8);
  desc.write(description, 12, 'latin1');
  tags.push(['rTRC', curve], ['gTRC', curve], ['bTRC', curve], ['desc', desc]);
  const head = Buffer.alloc(128 + 4 + tags.length * 12);
  head.write('RGB ', 16, 'latin1');
  head.write('acsp', 36, 'latin1');
  head.writeUInt32BE(tags.length, 128);
  let at = head.length;
  tags.forEach(([name, data], i) => {
    head.write(name, 132 + i * 12, 'latin1');
    head.writeUInt32BE(at, 136 + i * 12);
    head.writeUInt32BE(data.length, 140 + i * 12);
    at += data.length;
  });
  return new Uint8Array(Buffer.concat([head, ...tags.map(([, data]) => data)]));
}

export const SRGB_COLORANTS = [
  0.4361, 0.2225, 0.0139, 0.3851, 0.7169, 0.0971, 0.1431, 0.0606, 0.7139,
];
export const P3_COLORANTS = [
  0.5151, 0.2412, -0.0011, 0.292, 0.6922, 0.0419, 0.1571, 0.0666, 0.7841,
];

export function buffer(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}
