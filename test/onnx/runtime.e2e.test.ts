import { join } from 'node:path';
import { buildEmbeddedModel } from '../../models/build-embedded.mjs';
import { SRVGG_MODEL } from '../../src/networks/srvgg/network';
import { openTestPage, type TestPage } from '../browser/test-page';
import type { PageJob, RuntimePage } from './page/entry';

const ENTRY = 'test/onnx/page/entry.ts';
jest.setTimeout(180_000);

let test_: TestPage<RuntimePage>;
beforeAll(async () => {
  test_ = await openTestPage<RuntimePage>(ENTRY, { webgpu: true });
  await buildEmbeddedModel(join(test_.folder, 'models'));
});
afterAll(() => test_.close());

const [WIDTH, HEIGHT] = [24, 20];

/** A picture with edges and gradients, so that a wrong axis or channel would show. */
const PIXELS = Array.from({ length: 3 * HEIGHT * WIDTH }, (_, i) => {
  const [c, y, x] = [Math.floor(i / (HEIGHT * WIDTH)), Math.floor(i / WIDTH) % HEIGHT, i % WIDTH];
  return 0.5 + 0.25 * Math.sin(x * (0.4 + c / 5)) + (y > x / 2 ? 0.2 : -0.2);
});

const JOB: PageJob = {
  device: 'wasm',
  model: `models/${SRVGG_MODEL.file}`,
  fromFile: false,
  head: 2,
  width: WIDTH,
  height: HEIGHT,
  pixels: PIXELS,
};

test('WebGPU and wasm agree within 1e-4 and read every byte of the weights once', async () => {
  const wasm = await test_.call('runTile', JOB);
  const webgpu = await test_.call('runTile', { ...JOB, device: 'webgpu', fromFile: true });
  for (const run of [wasm, webgpu]) {
    expect(run.dims).toEqual([1, 3, 2 * HEIGHT, 2 * WIDTH]);
    expect([...run.reads].sort()).toEqual([...run.expected].sort());
    expect(run.stats).toEqual({
      during: { sessions: 1, liveTensors: 0 },
      after: { sessions: 0, liveTensors: 0 },
    });
  }
  const worst = Math.max(...wasm.output.map((value, i) => Math.abs(value - webgpu.output[i]!)));
  expect(worst).toBeLessThan(1e-4);
  expect(Math.max(...wasm.output) - Math.min(...wasm.output)).toBeGreaterThan(0.3);
  expect(wasm.label).toMatch(/^\d+ threads?$/);
  expect(webgpu.label).not.toBe('');
});
