import { deflateSync } from 'node:zlib';
import type { Image } from '../../../src/core/image';
import { decodePng, decodePngInTurns } from '../../../src/pixels/png/decode-png';
import { readPng, readPngInTurns } from '../../../src/pixels/png/read-png';
import { noise } from '../../psd/samples';
import { goOn, pauses } from '../../support/breathing';
import { pngChunk } from '../../support/picture-files';
import {
  CHANNELS_OF,
  END,
  filteredRows,
  headerChunk,
  SIGNATURE,
  writePng,
  type PngPlan,
} from './write-png';

const FORMATS: readonly (readonly [PngPlan['colorType'], PngPlan['depth']])[] = [
  ...([1, 2, 4, 8, 16] as const).map((depth) => [0, depth] as const),
  ...([1, 2, 4, 8] as const).map((depth) => [3, depth] as const),
  ...([8, 16] as const).flatMap((d) => [[2, d] as const, [4, d] as const, [6, d] as const]),
];
/** Sizes that leave passes out, fill them partly, and end inside a byte. */
const SIZES = [
  [1, 1],
  [2, 3],
  [5, 1],
  [1, 5],
  [8, 8],
  [13, 11],
] as const;

function planOf(
  colorType: PngPlan['colorType'],
  depth: PngPlan['depth'],
  [width, height]: readonly [number, number],
  interlaced: boolean,
): PngPlan {
  const channels = CHANNELS_OF[colorType];
  const values = noise(width * height * channels, depth * 31 + colorType, 2 ** depth - 1);
  const sample = (x: number, y: number, c: number): number =>
    values[(y * width + x) * channels + c]!;
  const colors = 2 ** Math.min(8, depth);
  const before =
    colorType !== 3
      ? []
      : [
          pngChunk('PLTE', Buffer.from(noise(colors * 3, 1))),
          pngChunk('tRNS', Buffer.from(noise(colors - 1, 2))),
        ];
  return { width, height, depth, colorType, interlaced, sample, before };
}

function expected({ width, height, depth, colorType, sample, before = [] }: PngPlan): number[] {
  const opaque = depth === 16 ? 65535 : 255;
  const wide = (value: number): number => (depth < 8 ? (value * 255) / (2 ** depth - 1) : value);
  const pixel = (x: number, y: number): number[] => {
    const at = (c: number): number => wide(sample(x, y, c));
    if (colorType === 0) return [at(0), at(0), at(0), opaque];
    if (colorType === 2) return [at(0), at(1), at(2), opaque];
    if (colorType === 4) return [at(0), at(0), at(0), at(1)];
    if (colorType === 6) return [at(0), at(1), at(2), at(3)];
    const [palette, alphas] = before.map((chunk) => chunk.subarray(8, -4));
    const index = sample(x, y, 0);
    return [...palette!.subarray(index * 3, index * 3 + 3), alphas![index] ?? 255];
  };
  return Array.from({ length: width * height }, (_, i) => pixel(i % width, (i / width) | 0)).flat();
}

/** The same by both ways. */
async function decoded(png: Uint8Array): Promise<Image> {
  const file = readPng(png);
  const image = decodePng(file);
  expect(await decodePngInTurns(file, goOn)).toEqual(image);
  return image;
}

function errorOf(action: () => unknown): unknown {
  try {
    return action();
  } catch (error) {
    return error;
  }
}

describe.each([false, true])('interlaced: %s', (interlaced) => {
  it.each(FORMATS)('colour type %d at %d bits is exact', async (colorType, depth) => {
    for (const size of SIZES) {
      const plan = planOf(colorType, depth, size, interlaced);
      const image = await decoded(writePng(plan));
      expect([image.width, image.height, image.depth]).toEqual([...size, depth === 16 ? 16 : 8]);
      expect([...image.data]).toEqual(expected(plan));
    }
  });

  it.each([1, 2, 4, 8, 16] as const)('one transparent grey of %d bits', async (depth) => {
    const key = 2 ** depth - 1;
    const before = [pngChunk('tRNS', Buffer.from([key >> 8, key & 255]))];
    const plan = { ...planOf(0, depth, [9, 9], interlaced), before };
    const { data } = await decoded(writePng(plan));
    const opaque = depth === 16 ? 65535 : 255;
    for (let i = 0; i < 81; i++) {
      const keyed = plan.sample(i % 9, (i / 9) | 0, 0) === key;
      expect(data[i * 4 + 3]).toBe(keyed ? 0 : opaque);
    }
  });
});

describe('pixel data in odd shapes', () => {
  const plan = planOf(2, 8, [13, 11], false);
  const stream = deflateSync(Buffer.concat(filteredRows(plan)));
  const file = (...chunks: readonly Uint8Array[]): Uint8Array =>
    new Uint8Array(Buffer.concat([SIGNATURE, headerChunk(plan), ...chunks, END]));
  const idat = (data: Uint8Array): Buffer => pngChunk('IDAT', data);
  const pixels = expected(plan);

  it.each([
    ['many small parts', [...stream].map((byte) => idat(Buffer.of(byte)))],
    ['empty parts', [idat(Buffer.of()), idat(stream), idat(Buffer.of())]],
    [
      'a wrong checksum of the stream',
      [idat(Buffer.concat([stream.subarray(0, -4), Buffer.alloc(4)]))],
    ],
    ['no checksum of the stream', [idat(stream.subarray(0, -4))]],
    ['bytes behind the stream', [idat(Buffer.concat([stream, Buffer.alloc(500_000, 7)]))]],
    ['two streams', [idat(stream), idat(stream)]],
    [
      'a text between the parts',
      [
        idat(stream.subarray(0, 9)),
        pngChunk('tEXt', Buffer.from('a\0b')),
        idat(stream.subarray(9)),
      ],
    ],
  ])('%s', async (_, chunks) => {
    expect([...(await decoded(file(...chunks))).data]).toEqual(pixels);
  });

  it.each([
    ['more rows than announced', deflateSync(Buffer.alloc(50_000_000))],
    ['a stream without end', deflateSync(Buffer.alloc(200_000_000))],
  ])('%s: no memory is taken for them', async (_, long) => {
    const before = process.memoryUsage().arrayBuffers;
    expect((await decoded(file(idat(long)))).data[3]).toBe(255);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 28);
  });

  it.each([
    ['rows are missing', [idat(deflateSync(Buffer.concat(filteredRows(plan).slice(0, -1))))]],
    ['no stream', [idat(Buffer.from('these are no pixels'))]],
    ['no data', [idat(Buffer.of())]],
    ['an unknown filter', [idat(deflateSync(Buffer.alloc(2000, 9)))]],
    ['half a stream', [idat(stream.subarray(0, stream.length >> 1))]],
  ])('%s: refused', async (_, chunks) => {
    const wanted = { name: 'PngError', reason: 'damaged' };
    const png = readPng(file(...chunks));
    expect(errorOf(() => decodePng(png))).toMatchObject(wanted);
    await expect(decodePngInTurns(png, goOn)).rejects.toMatchObject(wanted);
  });
});

test('a file is read in turns as at once, and called off in the middle of its one long part', async () => {
  // Reading does not look into the pixels.
  const pixels = pngChunk('IDAT', Buffer.alloc(2_500_000, 7));
  const header = headerChunk(planOf(6, 16, [700, 700], false));
  const png = new Uint8Array(Buffer.concat([SIGNATURE, header, pixels, END]));
  const all = pauses();
  const { pixels: read, ...rest } = await readPngInTurns(png, all.breathe);
  const { pixels: wanted, ...others } = readPng(png);
  expect(rest).toEqual(others);
  expect(read.map(({ byteOffset, length }) => [byteOffset, length])).toEqual(
    wanted.map(({ byteOffset, length }) => [byteOffset, length]),
  );
  // Header, end, and a megabyte of the pixels each.
  expect(all.count()).toBe(2 + 3);
  const some = pauses(3);
  await expect(readPngInTurns(png, some.breathe)).rejects.toThrow('abort');
  expect(some.count()).toBe(3);
});

test('an abort is heard at the next pause, in the middle of a picture', async () => {
  const plan = planOf(6, 16, [200, 150], false);
  const file = readPng(writePng(plan));
  const all = pauses();
  await decodePngInTurns(file, all.breathe);
  expect(all.count()).toBeGreaterThan(3);
  const some = pauses(2);
  await expect(decodePngInTurns(file, some.breathe)).rejects.toThrow('abort');
  expect(some.count()).toBe(2);
});
