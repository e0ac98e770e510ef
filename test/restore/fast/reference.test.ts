import type { Image8 } from '../../../src/core/image';
import { createImage } from '../../../src/core/image';
import type { Scale } from '../../../src/core/document';
import type { Runtime } from '../../../src/onnx/session';
import { createBuffers } from '../../../src/pixels/buffers';
import type { DeviceSource } from '../../../src/restore/device';
import { restoreFast } from '../../../src/restore/fast/restore-fast';
import { readColours, writePlanes, type Planes } from '../../../src/pixels/planes';
import { resizePlanes } from '../../../src/pixels/resize';
import { applySteps } from '../../../src/restore/fast/steps';
import { createNodeRuntime } from '../../onnx/node-runtime';
import { deviceOn, embeddedWeights } from '../node-device';
import { requestFor, resized } from '../pictures';
import { psnr, ssim } from '../metrics';
import { photo } from '../../support/pictures';

jest.setTimeout(300_000);

/**
 * Values measured once with another implementation (onnxruntime, Pillow, NumPy) on this photograph,
 * shrunk with Pillow's bicubic, a border of 4 pixels left out.
 */
const BORDER = 4;
const truth = photo('portrait-astronaut.png');

let runtime: Runtime;
let device: DeviceSource;
beforeAll(async () => {
  runtime = await createNodeRuntime();
  device = deviceOn(runtime, embeddedWeights());
});
afterAll(() => runtime.dispose());

function shrunk(factor: number): Image8 {
  return resized(truth, { width: truth.width / factor, height: truth.height / factor }, 'bicubic');
}

function expectQuality(picture: Image8, decibels: number, similarity: number): void {
  expect(Math.abs(psnr(picture, truth, BORDER) - decibels)).toBeLessThan(0.05);
  expect(Math.abs(ssim(picture, truth, BORDER) - similarity)).toBeLessThan(0.003);
}

async function restored(source: Image8, scale: Scale): Promise<Image8> {
  const options = { signal: new AbortController().signal, onEvent: () => undefined };
  const result = await restoreFast(requestFor(source, { scale }), device, options);
  return result.image as Image8;
}

test('metrics: Lanczos of the shrunk picture', () => {
  expectQuality(resized(shrunk(2), truth, 'lanczos3'), 30.64, 0.945);
});

test('4× with the low-frequency correction', async () => {
  expectQuality(await restored(shrunk(4), 4), 25.86, 0.844);
});

/** The reference took the mean over 2 × 2 pixels of the 4× picture, which clips before the mean. */
test('2× steps on the mean of the 4× picture', async () => {
  const buffers = createBuffers();
  const half = shrunk(2);
  const source = readColours(half, { x: 0, y: 0, ...size(half) }, buffers);
  const signal = new AbortController().signal;
  const wasm = await device.acquire('wasm', signal);
  const network = await wasm.session(4, half, { signal, onLoad: () => undefined });
  const dims = [1, 3, half.height, half.width];
  const { restored: large } = await network.run({ image: { dims, data: source.data } });
  const four: Planes = { width: 1024, height: 1024, channels: 3, data: large!.data };
  const two = resizePlanes(four, truth, 'box', buffers);

  const finish = (faithful: boolean): Image8 => {
    const copy = { ...two, data: buffers.take(two.data.length) };
    copy.data.set(two.data);
    const settings = { scale: 2, mode: 'enlarge', strength: 1, faithful } as const;
    return picture(applySteps(copy, source, settings, buffers));
  };
  expectQuality(picture(two), 27.48, 0.92);
  expectQuality(finish(false), 29.31, 0.936);
  expectQuality(finish(true), 31.78, 0.955);
});

function picture(planes: Planes): Image8 {
  const image = createImage(planes, 8) as Image8;
  writePlanes(planes, { x: 0, y: 0, ...size(planes) }, image, { x: 0, y: 0 });
  return image;
}

function size({ width, height }: { width: number; height: number }): {
  width: number;
  height: number;
} {
  return { width, height };
}
