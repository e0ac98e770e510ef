import { byteLength } from '../../../src/onnx/dtype';
import { requestAdapter, requestDevice } from '../../../src/onnx/gpu';
import { Graph } from '../../../src/onnx/graph';
import { linear } from '../../../src/onnx/ops/linear';
import { sessionSource } from '../../../src/onnx/serialise';
import { countsOf, kernelsOf, type Counts } from '../../../scripts/record/figures';
import { RUNTIME_URL } from '../../../scripts/record/stage';
import { adapterOf } from '../../emulators/gpu/adapters';
import { installRecordingGpu } from '../../emulators/gpu/install';

interface OwnBuffers {
  readonly weightBytes: number;
  /** Alive once the weight's buffer was made, and after each run. */
  readonly resident: readonly number[];
  /** A kernel of our own, then two runs. */
  readonly counts: readonly Counts[];
  readonly kernels: readonly string[];
}

/** A linear layer whose weight is an input, in a buffer that a kernel of our own has written. */
export async function work(): Promise<OwnBuffers> {
  const { recorder } = installRecordingGpu(adapterOf('nvidia'));
  const device = await requestDevice(await requestAdapter());
  const ort = await import('onnxruntime-web/webgpu');
  Object.assign(ort.env.wasm, { numThreads: 1, wasmPaths: RUNTIME_URL });

  const graph = new Graph('linear');
  const x = graph.input('x', { dtype: 'float32', shape: [64, 1024] });
  const weight = graph.input('weight', { dtype: 'float32', shape: [256, 1024] });
  graph.output('y', linear(x, weight, null));
  const session = await ort.InferenceSession.create(sessionSource(graph).model('webgpu'), {
    executionProviders: [{ name: 'webgpu', device }],
    graphOptimizationLevel: 'disabled',
  });

  recorder.restart();
  const bytes = byteLength(weight);
  const buffer = device.createBuffer({
    size: bytes,
    usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST,
  });
  device.queue.writeBuffer(buffer, 0, new Float32Array(bytes / 4));
  dispatchOwn(device, buffer);
  const resident = [recorder.resident];
  const recordings = [recorder.restart()];

  const feeds = {
    x: new ort.Tensor('float32', new Float32Array(64 * 1024), x.shape),
    weight: ort.Tensor.fromGpuBuffer(buffer, { dataType: 'float32', dims: [...weight.shape] }),
  };
  for (let run = 0; run < 2; run++) {
    await session.run(feeds);
    resident.push(recorder.resident);
    recordings.push(recorder.restart());
  }
  return {
    weightBytes: bytes,
    resident,
    counts: recordings.map((recording) => countsOf([recording])),
    kernels: kernelsOf(recordings).map(({ kernel }) => kernel),
  };
}

function dispatchOwn(device: GPUDevice, buffer: GPUBuffer): void {
  const code = '@compute @workgroup_size(64) fn main() {}';
  const module = device.createShaderModule({ code });
  const pipeline = device.createComputePipeline({
    label: 'Own',
    layout: 'auto',
    compute: { module, entryPoint: 'main' },
  });
  const layout = pipeline.getBindGroupLayout(0);
  const group = device.createBindGroup({ layout, entries: [{ binding: 0, resource: { buffer } }] });
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, group);
  pass.dispatchWorkgroups(buffer.size / 256);
  pass.end();
  device.queue.submit([encoder.finish()]);
}
