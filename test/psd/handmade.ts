import { deflateSync } from 'node:zlib';
import { noise } from './samples';

/** Files that ag-psd cannot write: 16 bit, gray, zip, the large format. Written here from the specification. */
export type Packing = 'raw' | 'rle' | 'zip' | 'predicted';

export interface HandmadeLayer {
  readonly name: string;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly seed: number;
  readonly alpha?: boolean;
  readonly mask?: boolean;
}

export interface Handmade {
  readonly width: number;
  readonly height: number;
  readonly depth: 8 | 16;
  readonly gray?: boolean;
  readonly large?: boolean;
  readonly packing: Packing;
  readonly layers: readonly HandmadeLayer[];
  /** Image resources, whole records. */
  readonly resources?: readonly Buffer[];
  /** Saved channels behind the colours of the composite. */
  readonly savedChannels?: number;
  /** First extra channel of the composite is its transparency. */
  readonly transparency?: boolean;
  /** End the layer section after the layer info, as some programs do. */
  readonly noGlobalMask?: boolean;
  /** Give the layer info an odd length, against the rules. */
  readonly oddLength?: boolean;
}

const u16 = (v: number) => Buffer.from([v >> 8, v & 255]);
const i16 = (v: number) => u16(v & 0xffff);
const u32 = (v: number) => {
  const b = Buffer.alloc(4);
  b.writeUInt32BE(v);
  return b;
};
const i32 = (v: number) => {
  const b = Buffer.alloc(4);
  b.writeInt32BE(v);
  return b;
};
const size = (v: number, large = false) => (large ? Buffer.concat([u32(0), u32(v)]) : u32(v));

function samples(count: number, seed: number, depth: 8 | 16): number[] {
  return noise(count, seed, depth === 8 ? 255 : 65535);
}

export function resource(id: number, data: Buffer): Buffer {
  const parts = [Buffer.from('8BIM'), u16(id), u16(0), u32(data.length), data];
  return Buffer.concat([...parts, Buffer.alloc(data.length % 2)]);
}

function bytesOf(values: readonly number[], depth: 8 | 16): Buffer {
  return depth === 8 ? Buffer.from(values) : Buffer.concat(values.map(u16));
}

/** Rows as literals and runs, cut in ways an encoder would not choose. */
function packRow(row: Buffer): Buffer {
  const out: Buffer[] = [];
  for (let at = 0; at < row.length;) {
    let run = 1;
    while (at + run < row.length && row[at + run] === row[at] && run < 128) run++;
    if (run > 1) out.push(Buffer.from([257 - run, row[at]!]));
    else {
      run = Math.min(5, row.length - at);
      out.push(Buffer.from([run - 1]), row.subarray(at, at + run), Buffer.from([128]));
    }
    at += run;
  }
  return Buffer.concat(out);
}

function predicted(values: readonly number[], width: number, depth: 8 | 16): number[] {
  const range = depth === 8 ? 256 : 65536;
  return values.map((v, i) => (i % width === 0 ? v : (v - values[i - 1]! + range) % range));
}

function channel(values: readonly number[], width: number, made: Handmade): Buffer {
  const { depth, packing, large } = made;
  const plain = bytesOf(values, depth);
  if (packing === 'raw') return Buffer.concat([u16(0), plain]);
  if (packing === 'zip') return Buffer.concat([u16(2), deflateSync(plain)]);
  if (packing === 'predicted') {
    return Buffer.concat([u16(3), deflateSync(bytesOf(predicted(values, width, depth), depth))]);
  }
  const { table, rows } = packed(plain, width * (depth / 8), large === true);
  return Buffer.concat([u16(1), table, rows]);
}

function packed(plain: Buffer, rowBytes: number, large: boolean) {
  const rows: Buffer[] = [];
  for (let at = 0; at < plain.length; at += rowBytes) {
    rows.push(packRow(plain.subarray(at, at + rowBytes)));
  }
  const table = Buffer.concat(rows.map((row) => (large ? u32(row.length) : u16(row.length))));
  return { table, rows: Buffer.concat(rows) };
}

/** Values of a channel of a handmade layer: what the file holds, to compare with. */
export function layerSamples(layer: HandmadeLayer, id: number, depth: 8 | 16): number[] {
  return samples(layer.width * layer.height, layer.seed * 100 + id + 5, depth);
}

function colors(made: Handmade): number {
  return made.gray === true ? 1 : 3;
}

function layerParts(layer: HandmadeLayer, made: Handmade) {
  const ids = Array.from({ length: colors(made) }, (_, i) => i);
  if (layer.alpha !== false) ids.unshift(-1);
  if (layer.mask === true) ids.push(-2);
  const data = ids.map((id) => channel(layerSamples(layer, id, made.depth), layer.width, made));
  const bottom = layer.top + layer.height;
  const bounds = [layer.top, layer.left, bottom, layer.left + layer.width].map(i32);
  const mask =
    layer.mask === true ? Buffer.concat([...bounds, Buffer.from([0, 0, 0, 0])]) : Buffer.alloc(0);
  const name = Buffer.from([layer.name.length, ...Buffer.from(layer.name)]);
  const extra = Buffer.concat([
    ...[u32(mask.length), mask, u32(0), name, Buffer.alloc((4 - (name.length % 4)) % 4)],
    // A block that nobody knows, of odd length, unpadded.
    ...[Buffer.from('8BIMzzzz'), u32(3), Buffer.from([1, 2, 3])],
  ]);
  const record = Buffer.concat([
    ...bounds,
    u16(ids.length),
    ...ids.flatMap((id, i) => [i16(id), size(data[i]!.length, made.large)]),
    Buffer.from('8BIMnorm'),
    Buffer.from([255, 0, 8, 0]),
    u32(extra.length),
    extra,
  ]);
  return { record, data };
}

function compositeBytes(made: Handmade, channels: number): Buffer {
  const { width, height, depth } = made;
  const planes = Array.from({ length: channels }, (_, i) => compositeSamples(made, i));
  const plain = bytesOf(planes.flat(), depth);
  if (made.packing !== 'rle') return Buffer.concat([u16(0), plain]);
  const { table, rows } = packed(plain, width * (depth / 8), made.large === true);
  if (table.length !== height * channels * (made.large === true ? 4 : 2)) throw new Error('rows');
  return Buffer.concat([u16(1), table, rows]);
}

export function compositeSamples(made: Handmade, plane: number): number[] {
  return samples(made.width * made.height, 7000 + plane, made.depth);
}

export function handmadePsd(made: Handmade): Uint8Array {
  const large = made.large === true;
  const channels = colors(made) + (made.savedChannels ?? 0) + (made.transparency === true ? 1 : 0);
  const parts = made.layers.map((layer) => layerParts(layer, made));
  const count = made.transparency === true ? -parts.length : parts.length;
  const info = Buffer.concat([
    i16(count),
    ...parts.map(({ record }) => record),
    ...parts.flatMap(({ data }) => data),
  ]);
  const padded =
    made.oddLength === true
      ? Buffer.concat([info, Buffer.alloc(1 - (info.length % 2))])
      : Buffer.concat([info, Buffer.alloc((4 - (info.length % 4)) % 4)]);
  const unknown = Buffer.concat([Buffer.from('8BIMqqqq'), u32(8), Buffer.from('whatever')]);
  const section =
    made.depth === 8
      ? [size(padded.length, large), padded]
      : [size(0, large), u32(0), Buffer.from('8BIMLr16'), size(padded.length, large), padded];
  if (made.depth === 8 && made.noGlobalMask !== true) section.push(u32(0));
  if (made.noGlobalMask !== true) section.push(unknown);
  const layerAndMask = parts.length === 0 ? Buffer.alloc(0) : Buffer.concat(section);
  const resources = Buffer.concat(made.resources ?? []);
  return new Uint8Array(
    Buffer.concat([
      ...[Buffer.from('8BPS'), u16(large ? 2 : 1), Buffer.alloc(6), u16(channels)],
      ...[u32(made.height), u32(made.width), u16(made.depth), u16(made.gray === true ? 1 : 3)],
      ...[u32(0), u32(resources.length), resources],
      ...[size(layerAndMask.length, large), layerAndMask],
      compositeBytes(made, channels),
    ]),
  );
}
