import { deflateSync } from 'node:zlib';
import { decode as decodeJpeg, encode as encodeJpegJs } from 'jpeg-js';
import type { Image, Image8 } from '../../src/core/image';
import type { DecodeImage } from '../../src/editor/open/decode-image';
import { crcOfBytes } from '../../src/pixels/crc32';

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

/** One field of a TIFF directory: numbers, fractions, text, or another directory. */
export type TiffEntry =
  | { readonly tag: number; readonly type: 3 | 4; readonly value: readonly number[] }
  | { readonly tag: number; readonly type: 5; readonly value: readonly [number, number] }
  | { readonly tag: number; readonly type: 2 | 7 | 129; readonly value: string | Uint8Array }
  | { readonly tag: number; readonly into: readonly TiffEntry[] };

/** A TIFF header and its directory, as an EXIF block has them. */
export function tiff(entries: readonly TiffEntry[], little = true): Uint8Array {
  const head = Buffer.alloc(8);
  head.write(little ? 'II' : 'MM', 0, 'latin1');
  const number = (bytes: 2 | 4, value: number): Buffer => {
    const out = Buffer.alloc(bytes);
    if (little) out.writeUIntLE(value, 0, bytes);
    else out.writeUIntBE(value, 0, bytes);
    return out;
  };
  number(2, 42).copy(head, 2);
  number(4, 8).copy(head, 4);
  const directory = (list: readonly TiffEntry[], at: number): Buffer => {
    let end = at + 2 + list.length * 12 + 4;
    const behind: Buffer[] = [];
    const fields = list.map((entry) => {
      if ('into' in entry) {
        const inner = directory(entry.into, end);
        const place = number(4, end);
        behind.push(inner);
        end += inner.length;
        return Buffer.concat([number(2, entry.tag), number(2, 4), number(4, 1), place]);
      }
      const { tag, type, value } = entry;
      const data =
        type === 3 || type === 4 || type === 5
          ? Buffer.concat(value.map((v) => number(type === 3 ? 2 : 4, v)))
          : Buffer.from(value as Uint8Array);
      const count = type === 3 || type === 4 ? value.length : type === 5 ? 1 : data.length;
      const inPlace = Buffer.alloc(4);
      if (data.length <= 4) data.copy(inPlace);
      else {
        number(4, end).copy(inPlace);
        behind.push(data);
        end += data.length;
      }
      return Buffer.concat([number(2, tag), number(2, type), number(4, count), inPlace]);
    });
    return Buffer.concat([number(2, list.length), ...fields, Buffer.alloc(4), ...behind]);
  };
  return new Uint8Array(Buffer.concat([head, directory(entries, 8)]));
}

export function exif(orientation: number, little = true): Uint8Array {
  return tiff([{ tag: 0x0112, type: 3, value: [orientation] }], little);
}

/** A segment's body with EXIF in it, for `withSegments`. */
export function exifSegment(block: Uint8Array): [marker: number, body: Uint8Array] {
  return [0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), block])];
}

/** A profile as the one segment that it takes. */
export function profileSegment(profile: Uint8Array): [marker: number, body: Uint8Array] {
  return [0xe2, Buffer.concat([Buffer.from('ICC_PROFILE\0\x01\x01', 'latin1'), profile])];
}

/** 8 × 8 pixels of the grey value 69 in one component, coded by hand. */
export function greyJpeg(): Uint8Array {
  const table = (kind: number, symbol: number): number[] => [
    ...[0xff, 0xc4, 0, 20, kind, 1, ...Array<number>(15).fill(0), symbol],
  ];
  // One code of one bit each: a difference of 6 bits, and the end of the block.
  const bits = 0b0_000100_0;
  return Uint8Array.from([
    ...[0xff, 0xd8, 0xff, 0xdb, 0, 67, 0, ...Array<number>(64).fill(8)],
    ...[0xff, 0xc0, 0, 11, 8, 0, 8, 0, 8, 1, 1, 0x11, 0],
    ...table(0x00, 6),
    ...table(0x10, 0),
    ...[0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, bits, 0xff, 0xd9],
  ]);
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

/** A matrix profile with the given colorants (X, Y, Z of red, green, blue) and one curve. */
export function iccProfile(
  colorants: readonly number[],
  gamma: number,
  description: string,
): Uint8Array {
  const columns = ['rXYZ', 'gXYZ', 'bXYZ'].map((name, i): [string, Buffer] => {
    const b = Buffer.alloc(20);
    b.write('XYZ ', 0, 'latin1');
    for (let c = 0; c < 3; c++)
      b.writeInt32BE(Math.round(colorants[i * 3 + c]! * 65536), 8 + 4 * c);
    return [name, b];
  });
  const curve = curveTag([Math.round(gamma * 256)]);
  const curves = ['rTRC', 'gTRC', 'bTRC'].map((name): [string, Buffer] => [name, curve]);
  return profileOf('RGB ', [...columns, ...curves, ['desc', descriptionTag(description)]]);
}

/** A profile for grey with a gamma or with a table of 16 bits. */
export function greyProfile(curve: number | readonly number[], description: string): Uint8Array {
  const values = typeof curve === 'number' ? [Math.round(curve * 256)] : curve;
  return profileOf('GRAY', [
    ['kTRC', curveTag(values)],
    ['desc', descriptionTag(description)],
  ]);
}

function curveTag(values: readonly number[]): Buffer {
  const curve = Buffer.alloc(12 + 2 * values.length);
  curve.write('curv', 0, 'latin1');
  curve.writeUInt32BE(values.length, 8);
  values.forEach((value, i) => curve.writeUInt16BE(value, 12 + 2 * i));
  return curve;
}

function descriptionTag(description: string): Buffer {
  const desc = Buffer.alloc(16 + description.length);
  desc.write('desc', 0, 'latin1');
  desc.writeUInt32BE(description.length + 1, 8);
  desc.write(description, 12, 'latin1');
  return desc;
}

function profileOf(space: string, tags: readonly [name: string, data: Buffer][]): Uint8Array {
  const head = Buffer.alloc(128 + 4 + tags.length * 12);
  head.write(`mntr${space}XYZ `, 12, 'latin1');
  head.write('acsp', 36, 'latin1');
  head.writeUInt32BE(tags.length, 128);
  let at = head.length;
  tags.forEach(([name, data], i) => {
    head.write(name, 132 + i * 12, 'latin1');
    head.writeUInt32BE(at, 136 + i * 12);
    head.writeUInt32BE(data.length, 140 + i * 12);
    at += data.length;
  });
  head.writeUInt32BE(at, 0);
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
