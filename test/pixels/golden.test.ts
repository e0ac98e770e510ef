import { rect, type Size } from '../../src/core/geometry';
import { createImage, type Depth, type Image } from '../../src/core/image';
import { createMask, type Mask } from '../../src/core/mask';
import { halveImage, halveMask } from '../../src/pixels/halve';
import { scaleView } from '../../src/pixels/scale-view';
import { feather } from '../../src/editor/select/feather';
import { selectionOf, selectionOn } from '../../src/editor/select/selection';
import { crcOfBytes } from '../../src/pixels/crc32';
import { createBuffers } from '../../src/pixels/buffers';
import { compositeMask } from '../../src/restore/composite';
import { withMaskAsAlpha } from '../../src/pixels/alpha';
import { toDepth } from '../../src/pixels/depth';
import { growMask } from '../../src/pixels/dilate';
import { featherMask } from '../../src/pixels/feather';
import { enlargeMask } from '../../src/pixels/linear';
import { fillTransparent } from '../../src/pixels/fill';
import { blurPlanes } from '../../src/pixels/gaussian';
import type { Planes } from '../../src/pixels/planes';
import { resizePlane, resizePlanes } from '../../src/pixels/resize';
import type { Filter } from '../../src/pixels/taps';
import { resizeColours } from '../../src/pixels/pillow-bicubic';
import { goOn } from '../support/breathing';
import { randomFrom } from '../support/random';
import golden from './golden.json';

/** Whole numbers below a limit; the checksums were taken of pictures made of these. */
function seededRandom(seed: number): (limit: number) => number {
  const random = randomFrom(seed);
  return (limit) => (random() * 2 ** 32) % limit;
}

/**
 * What each primitive makes of the same noise, as a checksum of its bytes. Whoever changes one of these
 * numbers changes pixels that people get.
 */
const SIZE = { width: 37, height: 29 };

function planes(channels: number): Planes {
  const random = seededRandom(11);
  const length = SIZE.width * SIZE.height * channels;
  return { ...SIZE, channels, data: Float32Array.from({ length }, () => random(65536) / 65535) };
}

/** A third of it transparent. */
function image(depth: Depth): Image {
  const random = seededRandom(12);
  const out = createImage(SIZE, depth);
  const values = depth === 8 ? 256 : 65536;
  for (let i = 0; i < out.data.length; i += 4) {
    for (let c = 0; c < 4; c++) out.data[i + c] = random(values);
    if (random(3) === 0) out.data[i + 3] = 0;
  }
  return out;
}

/** Soft noise with flat parts of 0 and 255. */
function mask(size: Size = SIZE): Mask {
  const random = seededRandom(13);
  const out = createMask(size);
  for (let i = 0; i < out.data.length; i++) out.data[i] = Math.max(0, random(600) - 200);
  out.data.fill(255, 5 * size.width, 12 * size.width);
  out.data.fill(0, 0, 3 * size.width);
  return out;
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

const crc = (values: ArrayBufferView): number => crcOfBytes(bytesOf(values));

function resized(filter: Filter): Float32Array[] {
  const sizes = [
    { width: 74, height: 87 },
    { width: 20, height: 9 },
    { width: 41, height: 29 },
  ];
  return sizes.map((to) => resizePlanes(planes(3), to, filter, createBuffers()).data);
}

function exactlyResized(depth: Depth) {
  const sizes = [
    { width: 64, height: 64 },
    { width: 20, height: 11 },
  ];
  return Promise.all(sizes.map((to) => resizeColours(image(depth), to, () => Promise.resolve())));
}

function enlargedInBands(factor: number) {
  const to = { width: SIZE.width * factor, height: SIZE.height * factor };
  const values = resizePlane(planes(1).data, SIZE, to, { first: 7, count: 40 });
  const clamp = (value: number, most: number): number => Math.min(most, Math.max(0, value));
  return [255, 65535].map((most) =>
    Uint16Array.from(values, (value) => clamp(Math.round(value * most), most)),
  );
}

function blurred(sigma: number): Float32Array {
  const picture = planes(3);
  blurPlanes(picture, sigma, createBuffers());
  return picture.data;
}

function featheredSelection(sigma: number): Uint8Array {
  const soft = feather(selectionOf(mask(), 20, 30)!, sigma, { width: 90, height: 70 })!;
  return selectionOn(soft, rect(0, 0, 90, 70)).data;
}

async function enlargedMask(scale: 2 | 3 | 4): Promise<Uint8Array> {
  const input = {
    contextRect: rect(100, 50, SIZE.width, SIZE.height),
    canvas: { width: 400, height: 300 },
    selection: mask(),
    maskEdge: { grow: 0, feather: 0 },
  };
  const composite = await compositeMask(input, goOn);
  // Around what it shows it is 0.
  return (await composite.within(composite.shown).enlarged(scale, goOn)).data;
}

function resizedMask(scale: number): Uint8Array {
  return enlargeMask(mask(), { width: SIZE.width * scale, height: SIZE.height * scale }).data;
}

const PLACE = rect(3, 4, 37, 29);

function views(depth: Depth) {
  const part = rect(1.5, 2.25, 12, 10);
  const all = rect(1.5, 2.25, 33, 30);
  const narrow = toDepth(image(depth), 8);
  return [
    scaleView(narrow, PLACE, all, { width: 10, height: 9 }).data,
    scaleView(narrow, PLACE, part, { width: 30, height: 23 }).data,
  ];
}

const halved = (depth: Depth) =>
  halveImage(image(depth), PLACE, { width: 40, height: 33 }).image.data;

const filled = async (depth: Depth): Promise<Image> =>
  (await fillTransparent(image(depth), goOn)).image;

type Made = readonly ArrayBufferView[];

async function dataOf(made: readonly Promise<Mask | Image>[]): Promise<Made> {
  return (await Promise.all(made)).map(({ data }) => data);
}

const made: Readonly<Record<keyof typeof golden, Made | Promise<Made>>> = {
  'resized by box': resized('box'),
  'resized by bilinear': resized('bilinear'),
  'resized by bicubic': resized('bicubic'),
  'resized by lanczos3': resized('lanczos3'),
  'resized by sharp-bicubic': resized('sharp-bicubic'),
  'resized exactly, 8 bit': exactlyResized(8),
  'resized exactly, 16 bit': exactlyResized(16),
  'enlarged in bands': [2, 3, 4].flatMap(enlargedInBands),
  'blurred planes': [0.75, 2, 5.3].map(blurred),
  'feathered masks': dataOf([0.5, 2, 7.5].map((sigma) => featherMask(mask(), sigma, goOn))),
  'feathered selections': [0.5, 4, 12, 30].map(featheredSelection),
  'grown masks': dataOf([-3, 1, 6].map((radius) => growMask(mask(), radius, goOn))),
  'enlarged masks': Promise.all(([2, 3, 4] as const).map(enlargedMask)),
  'resized masks': [2, 3, 4].map(resizedMask),
  'filled pictures': dataOf(([8, 16] as const).map(filled)),
  'scaled views': ([8, 16] as const).flatMap(views),
  'halved pictures': ([8, 16] as const).map(halved),
  'halved masks': [0, 255].map((outside) => halveMask(mask(), PLACE, outside).mask.data),
  'narrowed depth': [toDepth(image(16), 8).data],
  'masked alpha': ([8, 16] as const).map((depth) => withMaskAsAlpha(image(depth), mask()).data),
};

test.each(Object.entries(made))('%s', async (name, values) => {
  expect((await values).map(crc)).toEqual(golden[name as keyof typeof golden]);
});
