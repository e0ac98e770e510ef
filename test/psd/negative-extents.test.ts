import { readFileSync } from 'node:fs';
import { decode } from 'fast-png';
import { PLAIN_LOOK } from '../../src/core/document';
import { ByteReader } from '../../src/psd/byte-reader';
import { decodeComposite } from '../../src/psd/decode-composite';
import { decodeLayer } from '../../src/psd/decode-layer';
import { decodeMask } from '../../src/psd/decode-mask';
import { enlargePsd } from '../../src/psd/enlarge-psd';
import type { PsdFile } from '../../src/psd/file';
import { insertLayer } from '../../src/psd/insert-layer';
import { readPsd } from '../../src/psd/read-psd';
import { readRecordParts } from '../../src/psd/read-record';
import { agLayers, agPsd } from './ag';
import { codeOf } from '../support/code-of';
import { handmadePsd, type Handmade } from './handmade';
import { repeatPixels } from './resizers';
import { pixels } from './samples';

const FOLDER = 'test/fixtures/faults/12-psd-negative-extent/';
const MAX = 0x7fffffff;
const MIN = -0x80000000;

/** Top, left, bottom, right. */
type Bounds = readonly [number, number, number, number];
const EMPTY: readonly Bounds[] = [
  [0, 0, -1, 0],
  [0, 0, 0, -1],
  [5, 3, 2, 8],
  [5, 8, 9, 3],
  [5, 8, 2, 3],
  [4, 4, 4, 9],
  [0, 0, MIN, MIN],
  [MAX, MAX, MIN, MIN],
  [MAX, MAX, -MAX, -MAX],
  [MAX, 0, MAX, 10],
  [0, 0, -1, MAX],
];

const added = {
  name: 'new',
  rect: { x: 1, y: 1, width: 4, height: 3 },
  image: { ...pixels(4, 3, 1), depth: 8 as const },
  mask: null,
  look: PLAIN_LOOK,
};

function recordOf({ bytes }: PsdFile, { record }: PsdFile['layers'][number]): Buffer {
  return Buffer.from(bytes.subarray(record.start, record.end));
}

describe('the fixture', () => {
  const bytes = new Uint8Array(readFileSync(`${FOLDER}fill-minus-one.psd`));
  const expected = JSON.parse(readFileSync(`${FOLDER}expected.json`, 'utf8')) as {
    readonly layers: readonly string[];
    readonly 'record of Gradient Fill 1, hex': string;
  };
  const file = readPsd(bytes);

  it('has the layers and the picture that are expected', () => {
    expect(file.layers.map(({ name }) => name)).toEqual(expected.layers);
    expect(file.layers[1]!.rect).toEqual({ x: 0, y: 0, width: 0, height: 0 });
    const { data, channels } = decode(readFileSync(`${FOLDER}expected.png`));
    for (const image of [decodeComposite(file), decodeLayer(file, file.layers[0]!)]) {
      const got = [...image.data].filter((_, i) => i % 4 < 3);
      expect(got).toEqual([...data].filter((_, i) => i % channels < 3));
    }
  });

  it('keeps the record byte for byte when a layer is added, above it or below', () => {
    const hex = expected['record of Gradient Fill 1, hex'];
    expect(recordOf(file, file.layers[1]!).toString('hex')).toBe(hex);
    for (const { key } of file.layers) {
      const after = insertLayer(file, { above: key, layer: added, composite: null }).file;
      const same = after.layers.find(({ name }) => name === 'Gradient Fill 1')!;
      expect(recordOf(after, same).toString('hex')).toBe(hex);
      // The independent reader refuses such bounds: it gets plain ones.
      const plain = after.bytes.slice();
      putBounds(plain, same.record.start, [0, 0, 0, 0]);
      const names = agLayers(agPsd(plain)).map(({ name }) => name);
      expect(names).toEqual(after.layers.map(({ name }) => name));
    }
  });
});

const FORMS: readonly Omit<Handmade, 'layers' | 'width' | 'height'>[] = [
  { depth: 8, packing: 'rle' },
  { depth: 16, packing: 'zip' },
  { depth: 8, packing: 'raw', large: true },
];

function made(form: (typeof FORMS)[number]): Uint8Array {
  return handmadePsd({
    ...form,
    width: 9,
    height: 7,
    layers: [
      { name: 'Background', left: 0, top: 0, width: 9, height: 7, seed: 1, alpha: false },
      { name: 'top', left: 1, top: 2, width: 5, height: 4, seed: 2, mask: true },
    ],
  });
}

function putBounds(bytes: Uint8Array, at: number, bounds: Bounds): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  bounds.forEach((value, i) => view.setInt32(at + i * 4, value));
}

describe.each(FORMS)('%j', (form) => {
  it.each(EMPTY)('a layer from %d, %d to %d, %d is empty', (...bounds) => {
    const bytes = made(form);
    putBounds(bytes, readPsd(bytes).layers[1]!.record.start, bounds);
    const file = readPsd(bytes);
    const [, layer] = file.layers;
    expect(layer!.rect).toMatchObject({ width: 0, height: 0 });
    expect(decodeLayer(file, layer!).data).toHaveLength(0);
    const part = decodeLayer(file, layer!, { x: 0, y: 0, width: 3, height: 2 });
    expect(part.data.every((value) => value === 0)).toBe(true);
    const after = insertLayer(file, { above: layer!.key, layer: added, composite: null }).file;
    expect(recordOf(after, after.layers[1]!)).toEqual(recordOf(file, layer!));
    for (const factor of [1, 2, 4]) {
      const enlarged = enlargePsd(file, factor, repeatPixels).file;
      expect(enlarged.layers[1]!.rect).toMatchObject({ width: 0, height: 0 });
      expect(enlarged.layers[0]!.rect.width).toBe(9 * factor);
    }
  });

  it.each(EMPTY)('a mask from %d, %d to %d, %d is its colour everywhere', (...bounds) => {
    const bytes = made(form);
    const { version } = readPsd(bytes).header;
    const { record } = readPsd(bytes).layers[1]!;
    const { mask } = readRecordParts(new ByteReader(bytes, record, 'a layer'), version);
    putBounds(bytes, mask.start, bounds);
    bytes[mask.start + 16] = 255;
    const file = readPsd(bytes);
    const [, layer] = file.layers;
    expect(layer!.mask!.rect).toMatchObject({ width: 0, height: 0 });
    const drawn = decodeMask(file, layer!, { x: -1, y: 0, width: 8, height: 9 });
    expect(drawn!.data.every((value) => value === 255)).toBe(true);
    const after = insertLayer(file, { above: layer!.key, layer: added, composite: null }).file;
    expect(recordOf(after, after.layers[1]!)).toEqual(recordOf(file, layer!));
    const enlarged = enlargePsd(file, 4, repeatPixels).file;
    expect(enlarged.layers[1]!.mask!.rect).toMatchObject({ width: 0, height: 0 });
  });
});

it("the rectangle of a user's own part of a mask may be empty, too", () => {
  const bytes = withRealMask([3, 3, 2, 3]);
  const file = readPsd(bytes);
  expect(file.layers[1]!.mask!.rect).toMatchObject({ width: 5, height: 4 });
  expect(enlargePsd(file, 2, repeatPixels).file.layers[1]!.mask!.rect).toMatchObject({ width: 10 });
});

it('bounds of more than a document may have are still refused', () => {
  for (const bounds of [
    [0, 0, 40_000, 5],
    [0, 0, 5, 40_000],
    [MIN, MIN, MAX, MAX],
    [MAX - 5, 0, MAX, 5],
  ] as const) {
    const bytes = made(FORMS[0]!);
    putBounds(bytes, readPsd(bytes).layers[1]!.record.start, bounds);
    expect(codeOf(() => readPsd(bytes))).toBe('psd-damaged');
  }
});

/** The mask section of the upper layer with flags, colour and rectangle of the user's own part. */
function withRealMask(bounds: Bounds): Uint8Array {
  const bytes = Buffer.from(made(FORMS[0]!));
  const { layers, sections } = readPsd(bytes);
  const { record } = layers[1]!;
  const { mask } = readRecordParts(new ByteReader(bytes, record, 'a layer'), 1);
  const rect = Buffer.alloc(16);
  bounds.forEach((value, i) => rect.writeInt32BE(value, i * 4));
  // After 18 bytes of the joined mask: flags, colour and rectangle of the user's own.
  const extra = Buffer.concat([Buffer.from([0, 255]), rect]);
  const out = Buffer.concat([bytes.subarray(0, mask.start + 18), extra, bytes.subarray(mask.end)]);
  const grown = out.length - bytes.length;
  const grow = (at: number): number => out.writeUInt32BE(out.readUInt32BE(at) + grown, at);
  grow(mask.start - 4);
  grow(mask.start - 8);
  grow(sections.layers!.start - 4);
  grow(sections.layerAndMask.start - 4);
  return new Uint8Array(out);
}
