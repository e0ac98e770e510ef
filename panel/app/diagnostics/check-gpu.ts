import { abortable } from '../../../src/core/abort';
import { failed, ok, type Facts, type Finding } from '../../store/checks';

const NUMBERS = 64;

const SHADER = `
@group(0) @binding(0) var<storage, read_write> numbers: array<u32>;
@compute @workgroup_size(${NUMBERS})
fn main(@builtin(global_invocation_id) id: vec3u) {
  numbers[id.x] = numbers[id.x] * 3u + id.x;
}`;

/** Reports the adapter, its features and its limits, and runs a shader over 64 numbers. */
export async function checkGpu(scope: object, signal: AbortSignal): Promise<Finding> {
  const gpu = 'gpu' in scope ? (scope.gpu as GPU) : undefined;
  if (gpu === undefined) return failed({ 'navigator.gpu': false });
  const adapter = await abortable(
    gpu.requestAdapter({ powerPreference: 'high-performance' }),
    signal,
  );
  if (adapter === null) return failed({ 'navigator.gpu': true, adapter: null });
  const facts = adapterFacts(adapter);
  const device = await abortable(adapter.requestDevice(), signal);
  try {
    const right = await abortable(computes(device), signal);
    return right ? ok({ ...facts, compute: true }) : failed({ ...facts, compute: false });
  } finally {
    device.destroy();
  }
}

function adapterFacts({ info, features, limits }: GPUAdapter): Facts {
  return {
    vendor: info.vendor,
    architecture: info.architecture,
    description: info.description,
    fallback: info.isFallbackAdapter,
    'shader-f16': features.has('shader-f16'),
    subgroups: features.has('subgroups'),
    'timestamp-query': features.has('timestamp-query'),
    maxBufferSize: limits.maxBufferSize,
    maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
    maxComputeWorkgroupStorageSize: limits.maxComputeWorkgroupStorageSize,
  };
}

async function computes(device: GPUDevice): Promise<boolean> {
  const given = Uint32Array.from({ length: NUMBERS }, (_, i) => i * 7919);
  const size = given.byteLength;
  const numbers = device.createBuffer({
    size,
    usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST | GPUBufferUsage.COPY_SRC,
  });
  const answer = device.createBuffer({
    size,
    usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
  });
  device.queue.writeBuffer(numbers, 0, given);
  const pipeline = await device.createComputePipelineAsync({
    layout: 'auto',
    compute: { module: device.createShaderModule({ code: SHADER }), entryPoint: 'main' },
  });
  const bindings = device.createBindGroup({
    layout: pipeline.getBindGroupLayout(0),
    entries: [{ binding: 0, resource: { buffer: numbers } }],
  });
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, bindings);
  pass.dispatchWorkgroups(1);
  pass.end();
  encoder.copyBufferToBuffer(numbers, 0, answer, 0, size);
  device.queue.submit([encoder.finish()]);
  await answer.mapAsync(GPUMapMode.READ);
  const seen = new Uint32Array(answer.getMappedRange());
  return given.every((value, i) => seen[i] === value * 3 + i);
}
