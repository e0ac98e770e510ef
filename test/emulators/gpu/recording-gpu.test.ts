import { requestAdapter } from '../../../src/onnx/gpu';
import { probeDevices } from '../../../src/onnx/probe';
import { adapterOf, ADAPTER_NAMES } from './adapters';
import { installRecordingGpu, type RecordingGpu, type RecordingGpuOptions } from './install';

const { MAP_READ, COPY_SRC, COPY_DST, UNIFORM, STORAGE } = {
  MAP_READ: 1,
  COPY_SRC: 4,
  COPY_DST: 8,
  UNIFORM: 64,
  STORAGE: 128,
};

const before = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
afterEach(() => {
  if (before) Object.defineProperty(globalThis, 'navigator', before);
});

async function deviceOn(
  name: (typeof ADAPTER_NAMES)[number],
  options: RecordingGpuOptions = {},
): Promise<RecordingGpu & { readonly device: GPUDevice }> {
  const gpu = installRecordingGpu(adapterOf(name), options);
  return { ...gpu, device: await (await requestAdapter()).requestDevice() };
}

test.each(ADAPTER_NAMES)('%s is found by the panel’s own probe', async (name) => {
  const adapter = adapterOf(name);
  installRecordingGpu(adapter);
  const { webgpu } = await probeDevices();
  const { vendor, architecture, shaderF16 } = adapter;
  expect(webgpu).toMatchObject({ vendor, architecture, shaderF16, isFallbackAdapter: false });
});

test('an adapter grants no more than it has', async () => {
  installRecordingGpu(adapterOf('nvidia', { shaderF16: true, subgroups: true }));
  const adapter = await requestAdapter();
  expect([...adapter.features]).toEqual(['core-features-and-limits']);
  await expect(adapter.requestDevice({ requiredFeatures: ['shader-f16'] })).rejects.toThrow('f16');
  const tooMuch = { maxBufferSize: 2 ** 40 };
  await expect(adapter.requestDevice({ requiredLimits: tooMuch })).rejects.toThrow('maxBufferSize');
  const device = await adapter.requestDevice({ requiredLimits: { maxBufferSize: 2 ** 30 } });
  expect([device.limits.maxBufferSize, device.limits.maxStorageBufferBindingSize]).toEqual([
    2 ** 30,
    2 ** 27,
  ]);
});

describe('memory', () => {
  test('is what was made and not destroyed, once', async () => {
    const { device, recorder } = await deviceOn('nvidia');
    const first = device.createBuffer({ size: 1000, usage: STORAGE });
    const second = device.createBuffer({ size: 500, usage: STORAGE });
    first.destroy();
    first.destroy();
    device.createBuffer({ size: 100, usage: STORAGE });
    expect(recorder.resident).toBe(600);
    const { peak, buffers, allocated } = recorder.restart();
    expect({ peak, buffers, allocated }).toEqual({ peak: 1500, buffers: 3, allocated: 1600 });
    second.destroy();
    expect(recorder.restart().peak).toBe(600);
    expect(recorder.restart().peak).toBe(100);
  });

  test('ends: a buffer too many is reported beside the call', async () => {
    const { device } = await deviceOn('nvidia', { memoryBytes: 1000 });
    const reported = new Promise((resolve) => {
      device.addEventListener('uncapturederror', ({ error }) => resolve(error));
    });
    device.createBuffer({ size: 1000, usage: STORAGE });
    device.createBuffer({ size: 1, usage: STORAGE });
    expect(await reported).toBeInstanceOf(GPUOutOfMemoryError);
  });

  test('ends: whoever watches for it is told, and nobody else', async () => {
    const { device } = await deviceOn('least', { memoryBytes: 1000 });
    const others = jest.fn();
    device.addEventListener('uncapturederror', others);
    device.pushErrorScope('out-of-memory');
    device.pushErrorScope('validation');
    device.createBuffer({ size: 1001, usage: STORAGE });
    expect(await device.popErrorScope()).toBeNull();
    expect(await device.popErrorScope()).toBeInstanceOf(GPUOutOfMemoryError);
    device.pushErrorScope('validation');
    device.createBuffer({ size: 2 ** 28 + 4, usage: STORAGE });
    expect(await device.popErrorScope()).toBeInstanceOf(GPUValidationError);
    // That one was too large for the memory as well, for which nobody had asked.
    expect(others).toHaveBeenCalledTimes(1);
  });
});

test('what crosses to the host and back is counted, uniforms apart', async () => {
  const { device, recorder } = await deviceOn('nvidia');
  const weights = device.createBuffer({ size: 64, usage: STORAGE | COPY_DST | COPY_SRC });
  const uniform = device.createBuffer({ size: 16, usage: UNIFORM | COPY_DST });
  const staging = device.createBuffer({ size: 64, usage: MAP_READ | COPY_DST });
  device.queue.writeBuffer(weights, 0, new Float32Array(16));
  device.queue.writeBuffer(weights, 0, new Float32Array(16), 2, 3);
  device.queue.writeBuffer(weights, 0, new ArrayBuffer(16), 4);
  device.queue.writeBuffer(uniform, 0, new Uint32Array(4));
  const encoder = device.createCommandEncoder();
  encoder.copyBufferToBuffer(weights, 0, staging, 0, 32);
  encoder.copyBufferToBuffer(weights, staging);
  encoder.clearBuffer(weights, 0, 8);
  device.queue.submit([encoder.finish()]);
  await staging.mapAsync(GPUMapMode.READ, 0, 24);
  expect(new Uint8Array(staging.getMappedRange(0, 24))).toEqual(new Uint8Array(24));
  staging.unmap();
  expect(recorder.restart()).toMatchObject({
    uploaded: 64 + 12 + 12,
    uniformWrites: 1,
    downloaded: 24,
    copied: 32 + 64,
    clears: 1,
    cleared: 8,
    submits: 1,
  });
  expect([...recorder.refusals]).toEqual([]);
});

test('a dispatch has its kernel, its grid and all that is bound to it', async () => {
  const { device, recorder } = await deviceOn('nvidia');
  const code = '@compute @workgroup_size(1) fn main() {}';
  const module = device.createShaderModule({ code });
  const compute = { module, entryPoint: 'main' };
  const pipeline = device.createComputePipeline({ label: 'Quantise', layout: 'auto', compute });
  const buffer = device.createBuffer({ size: 1024, usage: STORAGE });
  const bind = (size?: number): GPUBindGroup =>
    device.createBindGroup({
      layout: pipeline.getBindGroupLayout(0),
      entries: [{ binding: 0, resource: { buffer, ...(size && { size }) } }],
    });
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, bind());
  pass.setBindGroup(1, bind(256));
  pass.dispatchWorkgroups(3, 2);
  pass.end();
  const { dispatches, bindGroups, passes, pipelines } = recorder.restart();
  expect({ bindGroups, passes, pipelines }).toEqual({ bindGroups: 2, passes: 1, pipelines: 1 });
  expect(dispatches).toEqual([
    { kernel: 'Quantise', shader: expect.any(String), groups: [3, 2, 1], boundBytes: 1280 },
  ]);
  expect(recorder.shaders.get(`Quantise#${dispatches[0]!.shader}`)).toBe(code);
});

test('what a real device refuses is noted', async () => {
  const { device, recorder } = await deviceOn('least');
  const noted = (work: () => void): string => {
    recorder.refusals.clear();
    work();
    return [...recorder.refusals].join('; ');
  };
  const large = device.createBuffer({ size: 2 ** 28, usage: STORAGE });
  const bind = (resource: GPUBufferBinding): GPUBindGroup =>
    device.createBindGroup({
      layout: device.createBindGroupLayout({ entries: [] }),
      entries: [{ binding: 0, resource }],
    });
  expect(noted(() => bind({ buffer: large, size: 2 ** 27 }))).toBe('');
  expect(noted(() => bind({ buffer: large }))).toMatch('maxStorageBufferBindingSize');
  expect(noted(() => bind({ buffer: large, offset: 4, size: 4 }))).toMatch('OffsetAlignment');
  expect(noted(() => device.createBuffer({ size: 2 ** 28 + 4, usage: STORAGE }))).toMatch(
    'maxBufferSize',
  );
  expect(noted(() => device.queue.writeBuffer(large, 0, new Uint8Array(4)))).toMatch('COPY_DST');
  large.destroy();
  expect(noted(() => bind({ buffer: large, size: 4 }))).toMatch('destroyed');
});

test('a device that is lost or destroyed says so', async () => {
  const { device, devices } = await deviceOn('amd');
  devices[0]!.lose('the driver gave up');
  expect(await device.lost).toMatchObject({ reason: 'unknown', message: 'the driver gave up' });
  const other = await (await requestAdapter()).requestDevice();
  other.destroy();
  expect(await other.lost).toMatchObject({ reason: 'destroyed' });
});
