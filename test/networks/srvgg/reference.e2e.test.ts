import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decode } from 'fast-png';
import { buildSrvgg, type SrvggHead } from '../../../src/networks/srvgg/srvgg';
import { createNodeRuntime } from '../../onnx/node-runtime';
import { pillowBicubic, type Rgb8 } from '../pillow';
import { psnr, ssim } from '../quality';
import { embeddedWeights } from './embedded-weights';

/*
 * The network against its reference values: the portrait, reduced by Pillow's bicubic filter,
 * enlarged by the network (2x: the mean over 2 × 2 of the 4x output), compared with the original.
 * Takes seconds of calculation, hence among the slow tests.
 */
const PORTRAIT = join(__dirname, '../../fixtures/photos/portrait-astronaut.png');
const SIZE = 512;
jest.setTimeout(180_000);

let original: Rgb8;
beforeAll(async () => {
  const { width, height, channels, data } = decode(await readFile(PORTRAIT));
  expect([width, height]).toEqual([SIZE, SIZE]);
  original = {
    width,
    height,
    data: Uint8ClampedArray.from({ length: 3 * width * height }, (_, i) =>
      Number(data[Math.floor(i / 3) * channels + (i % 3)]),
    ),
  };
});

test.each<{ from: number; head: SrvggHead; dB: number; similarity: number }>([
  { from: SIZE / 2, head: 2, dB: 27.48, similarity: 0.92 },
  { from: SIZE / 2, head: 4, dB: 27.48, similarity: 0.92 },
  { from: SIZE / 4, head: 4, dB: 23.39, similarity: 0.815 },
])('from $from px with head $head: $dB dB', async ({ from, head, dB, similarity }) => {
  const small = pillowBicubic(original, { width: from, height: from });
  const restored = meanTo(SIZE, await restore(small, head));
  expect(Math.abs(psnr(restored, original) - dB)).toBeLessThan(0.05);
  expect(Math.abs(ssim(restored, original) - similarity)).toBeLessThan(0.005);
});

/** 0…1, one plane a colour, square. */
interface Planes {
  readonly size: number;
  readonly data: Float32Array;
}

async function restore(image: Rgb8, head: SrvggHead): Promise<Planes> {
  const { width, height } = image;
  const runtime = await createNodeRuntime({ threads: 2 });
  const session = await runtime.createSession(
    buildSrvgg(await embeddedWeights(), head, { width, height }),
  );
  const data = Float32Array.from({ length: 3 * width * height }, (_, i) => {
    const [plane, pixel] = [Math.floor(i / (width * height)), i % (width * height)];
    return image.data[3 * pixel + plane]! / 255;
  });
  const { restored } = await session.run({ image: { dims: [1, 3, height, width], data } });
  await session.dispose();
  await runtime.dispose();
  return { size: head * width, data: restored!.data };
}

function meanTo(size: number, planes: Planes): Rgb8 {
  const block = planes.size / size;
  const data = Uint8ClampedArray.from({ length: 3 * size * size }, (_, i) => {
    const [c, x, y] = [i % 3, Math.floor(i / 3) % size, Math.floor(i / 3 / size)];
    let sum = 0;
    for (let dy = 0; dy < block; dy++) {
      for (let dx = 0; dx < block; dx++) {
        sum += planes.data[(c * planes.size + y * block + dy) * planes.size + x * block + dx]!;
      }
    }
    return Math.round((255 * sum) / block ** 2);
  });
  return { width: size, height: size, data };
}
