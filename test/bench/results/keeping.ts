import { readFileSync } from 'node:fs';
import path from 'node:path';
import { decode as decodeJpeg } from 'jpeg-js';
import type { Image8 } from '../../../src/core/image';
import { createMask } from '../../../src/core/mask';
import { rectOfSize } from '../../../src/core/geometry';
import { toDepth } from '../../../src/pixels/depth';
import { decodePng } from '../../../src/pixels/png/decode-png';
import { readPng } from '../../../src/pixels/png/read-png';
import { scaleView } from '../../../src/pixels/scale-view';
import {
  packResult,
  unpackResult,
  type Packed,
  type RawResult,
} from '../../../panel/runs/shelf/packed-result';
import { fixed, megabytes, printTable, type Cell } from '../table';

const PHOTOS = path.resolve(__dirname, '../../fixtures/photos');
const FILES = [
  'portrait-astronaut.png',
  'landscape-picos.jpg',
  'texture-creek.jpg',
  'drawing-mascot.png',
  'text-handwriting.png',
];
const VARIANTS = 4;

/**
 * What a result takes of the browser's storage, and how long packing takes. Photographs stand for
 * results: they have at least as much detail as a restored picture of their size. Their sources
 * have half their sides.
 */
export async function printKeeping(): Promise<void> {
  const rows: Cell[][] = [];
  for (const file of FILES) rows.push(await row(file));
  printTable(
    'A result at 2×, kept with mask and source',
    [
      'picture',
      'megapixels',
      'raw MiB',
      'kept MiB',
      'bytes a pixel',
      '4 variants MiB',
      'pack s/MP',
      'read s/MP',
    ],
    rows,
  );
}

async function row(file: string): Promise<Cell[]> {
  const image = read(path.join(PHOTOS, file));
  const raw = rawOf(image);
  const from = performance.now();
  const packed = await packResult(raw);
  const packedAt = performance.now();
  await unpackResult(packed.record, (key) => Promise.resolve(packed.pictures.get(key)));
  const readAt = performance.now();
  const pixels = image.width * image.height;
  const perMegapixel = (ms: number): string => fixed(ms / 1e3 / (pixels / 1e6), 2);
  return [
    file,
    fixed(pixels / 1e6, 2),
    megabytes(bytesOf(raw)),
    megabytes(packed.bytes),
    fixed(packed.bytes / pixels, 2),
    megabytes(await variantsOf(raw, packed)),
    perMegapixel(packedAt - from),
    perMegapixel(readAt - packedAt),
  ];
}

/** Bytes of variants, which share mask and source; each is the picture with other noise. */
async function variantsOf(raw: RawResult, first: Packed): Promise<number> {
  const pictures = new Map(first.pictures);
  for (let i = 1; i < VARIANTS; i++) {
    const { image } = raw.result;
    const data = Uint8ClampedArray.from(image.data, (v, at) =>
      at % 4 === 3 ? v : v ^ (at % 97 === i ? 1 : 0),
    );
    const other: Image8 = { ...image, depth: 8, data };
    const packed = await packResult({ ...raw, result: { ...raw.result, image: other } });
    for (const [key, bytes] of packed.pictures) pictures.set(key, bytes);
  }
  return [...pictures.values()].reduce((sum, { byteLength }) => sum + byteLength, 0);
}

function rawOf(image: Image8): RawResult {
  const half = { width: image.width >> 1, height: image.height >> 1 };
  const all = rectOfSize(image);
  const before = scaleView(image, all, all, half);
  return {
    result: {
      mode: 'enlarge',
      scale: 2,
      above: { documentId: 'document', layerId: 'layer' },
      name: 'result',
      rect: all,
      image,
      mask: createMask(image, 255),
    },
    before,
    colors: null,
  };
}

function bytesOf({ result: { image, mask }, before }: RawResult): number {
  return image.data.byteLength + mask.data.byteLength + (before?.data.byteLength ?? 0);
}

function read(file: string): Image8 {
  const bytes = readFileSync(file);
  if (file.endsWith('.png')) return toDepth(decodePng(readPng(bytes)), 8);
  const { width, height, data } = decodeJpeg(bytes, { useTArray: true, formatAsRGBA: true });
  return { width, height, depth: 8, data: new Uint8ClampedArray(data) };
}
