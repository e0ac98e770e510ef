import { join } from 'node:path';
import { buildEmbeddedModel } from '../../models/build-embedded.mjs';
import { SRVGG_MODEL } from '../../src/networks/srvgg/srvgg';
import { openTestPage, type TestPage } from '../../scripts/lib/browser/test-page';
import type { PageJob, RuntimePage } from './page/entry';

const ENTRY = 'test/onnx/page/entry.ts';
jest.setTimeout(180_000);

let tab: TestPage<RuntimePage>;
beforeAll(async () => {
  tab = await openTestPage<RuntimePage>(ENTRY, { webgpu: true });
  await buildEmbeddedModel(join(tab.folder, 'models'));
});
afterAll(() => tab.close());

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

test('WebGPU and wasm agree within 1e-4, read every byte of the weights once and keep none', async () => {
  const wasm = await tab.call('runTile', JOB);
  const webgpu = await tab.call('runTile', { ...JOB, device: 'webgpu', fromFile: true });
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

test('a probe describes the software adapter and the isolated page', async () => {
  const probe = await tab.call('probe');
  expect(probe.webgpuReason).toBeNull();
  expect(probe.webgpu).toMatchObject({ architecture: 'swiftshader', shaderF16: false });
  expect(probe.webgpu!.maxBufferBytes).toBeGreaterThan(2 ** 28);
  expect(probe.crossOriginIsolated).toBe(true);
  expect(probe.wasmThreads).toBeGreaterThan(1);
});

test.each(['before-run', 'during-run'] as const)(
  'a device lost %s ends the job by name, and the next runtime of the thread works',
  async (when) => {
    const job: PageJob = { ...JOB, device: 'webgpu' };
    const loss = await tab.call('loseDevice', { job, when });
    expect(loss.error).toMatchObject({ name: 'DeviceError', code: 'device-lost' });
    expect(loss.reason).toContain('destroyed');
    const { output } = await tab.call('runTile', JOB);
    const worst = Math.max(...output.map((value, i) => Math.abs(value - loss.next[i]!)));
    expect(worst).toBeLessThan(1e-4);
  },
);

test('missing runtime files are a named error on both devices', async () => {
  for (const device of ['wasm', 'webgpu'] as const) {
    const { error } = await tab.call('startWithoutFiles', device);
    expect(error).toMatchObject({ name: 'DeviceError', code: 'runtime-failed' });
  }
});

test('both devices start under a content security policy without eval', async () => {
  const policy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'";
  const strict = await openTestPage<RuntimePage>(ENTRY, { webgpu: true, policy });
  try {
    for (const device of ['wasm', 'webgpu'] as const) {
      expect((await strict.call('start', device)).error).toBeNull();
    }
    await buildEmbeddedModel(join(strict.folder, 'models'));
    expect((await strict.call('runTile', JOB)).dims).toEqual([1, 3, 2 * HEIGHT, 2 * WIDTH]);
  } finally {
    await strict.close();
  }
});

test('without WebGPU and isolation: a named error, and wasm on one thread', async () => {
  const plain = await openTestPage<RuntimePage>(ENTRY, { isolated: false });
  try {
    expect((await plain.call('start', 'webgpu')).error).toMatchObject({ code: 'no-webgpu' });
    expect(await plain.call('start', 'wasm')).toEqual({ label: '1 thread', error: null });
    const probe = await plain.call('probe');
    expect(probe).toMatchObject({ webgpu: null, wasmThreads: 1, crossOriginIsolated: false });
    expect(probe.webgpuReason).not.toBeNull();
  } finally {
    await plain.close();
  }
});
