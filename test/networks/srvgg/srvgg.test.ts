import type { Size } from '../../../src/core/geometry';
import {
  buildSrvgg,
  SRVGG_HEADS,
  SRVGG_MODEL,
  srvggGraph,
  type SrvggHead,
} from '../../../src/networks/srvgg/srvgg';
import { elementCount } from '../../../src/core/tensor';
import type { Runtime, Tensor } from '../../../src/onnx/session';
import { castTensor } from '../../../src/weights/cast';
import type { SafetensorsFile } from '../../../src/weights/safetensors';
import { lazyTensor, type LazyTensor } from '../../../src/weights/lazy-tensor';
import { codeOf } from '../../support/code-of';
import { createNodeRuntime } from '../../onnx/node-runtime';
import { embeddedWeights } from './embedded-weights';

const SIZE: Size = { width: 28, height: 20 };

let weights: SafetensorsFile;
let runtime: Runtime;
beforeAll(async () => {
  weights = await embeddedWeights();
  runtime = await createNodeRuntime();
});
afterAll(() => runtime.dispose());

/** Grey values in the middle of the range, so that nothing is clipped. */
const IMAGE: Tensor = {
  dims: [1, 3, SIZE.height, SIZE.width],
  data: Float32Array.from({ length: 3 * SIZE.width * SIZE.height }, (_, i) => {
    const [x, y] = [i % SIZE.width, Math.floor(i / SIZE.width)];
    return 0.5 + 0.12 * Math.sin(x * 0.7) * Math.cos(y * 0.4) + (x + y > 30 ? 0.1 : 0);
  }),
};

async function restore(file: SafetensorsFile, head: SrvggHead): Promise<Tensor> {
  const session = await runtime.createSession(buildSrvgg(file, head, SIZE));
  try {
    const { restored } = await session.run({ image: IMAGE });
    return restored!;
  } finally {
    await session.dispose();
  }
}

function changed(name: string, tensor: LazyTensor | null): SafetensorsFile {
  const tensors = new Map(weights.tensors);
  tensors.delete(name);
  if (tensor !== null) tensors.set(name, tensor);
  return { ...weights, tensors };
}

test('the graph holds every parameter of the file once', () => {
  const graph = srvggGraph(weights, 4, SIZE);
  const total = graph.parameters.reduce((sum, { shape }) => sum + elementCount(shape), 0);
  expect(total).toBe(SRVGG_MODEL.parameters);
  expect(new Set(graph.parameters.map(({ name }) => name))).toEqual(
    new Set(weights.tensors.keys()),
  );
});

test.each(SRVGG_HEADS)('head %i: shapes, and 1.21 M multiply-adds an input pixel', (head) => {
  const graph = srvggGraph(weights, head, SIZE);
  const [width, height] = [head * SIZE.width, head * SIZE.height];
  expect(graph.outputs[0]).toMatchObject({ name: 'restored', shape: [1, 3, height, width] });
  const each = graph.multiplyAdds / (SIZE.width * SIZE.height);
  expect(each / 1e6).toBeGreaterThan(1.18);
  expect(each / 1e6).toBeLessThan(1.22);
});

test('a pixel depends on its neighbours up to the receptive radius and no further', () => {
  const convolutions = srvggGraph(weights, 1, SIZE).nodes.filter(({ op }) => op === 'Conv');
  expect(convolutions).toHaveLength(SRVGG_MODEL.receptiveRadius);
  for (const { attributes } of convolutions) expect(attributes['kernel_shape']).toEqual([3, 3]);
});

test('weights stored in 16 bits give exactly what the same weights in 32 bits give', async () => {
  const wide = new Map([...weights.tensors].map(([name, t]) => [name, castTensor(t, 'F32')]));
  const [stored, full] = [
    await restore(weights, 4),
    await restore({ ...weights, tensors: wide }, 4),
  ];
  expect(full.data).toEqual(stored.data);
  expect(weights.tensors.get('body.2.weight')!.type).toBe('F16');
});

test.each([2, 1] as const)('head %i is the mean over blocks of head 4', async (head) => {
  const [large, small] = [await restore(weights, 4), await restore(weights, head)];
  const range = large.data.reduce(
    ([low, high], v) => [Math.min(low!, v), Math.max(high!, v)],
    [1, 0],
  );
  expect(range[0]).toBeGreaterThan(0);
  expect(range[1]).toBeLessThan(1);
  const block = 4 / head;
  const width = head * SIZE.width;
  const worst = small.data.reduce((max, value, i) => {
    const [x, y] = [(i % width) * block, Math.floor(i / width) * block];
    let sum = 0;
    for (let dy = 0; dy < block; dy++) {
      for (let dx = 0; dx < block; dx++) sum += large.data[(y + dy) * width * block + x + dx]!;
    }
    return Math.max(max, Math.abs(value - sum / block ** 2));
  }, 0);
  expect(worst).toBeLessThan(2e-6);
});

test('another model’s file is refused by the name of the tensor', () => {
  const build = (file: SafetensorsFile, head: SrvggHead) => (): unknown =>
    buildSrvgg(file, head, SIZE);
  const wrongShape = lazyTensor('body.3.weight', 'F32', [32], () => new Uint8Array());
  const integers = lazyTensor('body.3.weight', 'I32', [64], () => new Uint8Array());
  expect(codeOf(build(changed('body.40.bias', null), 4))).toBe('model-tensor-missing');
  expect(codeOf(build(changed('body.66.weight', null), 1))).toBe('model-tensor-missing');
  expect(codeOf(build(changed('body.3.weight', wrongShape), 2))).toBe('model-tensor-shape');
  expect(codeOf(build(changed('body.3.weight', integers), 2))).toBe('model-tensor-type');
});
