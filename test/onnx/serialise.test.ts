import { join } from 'node:path';
import { loadSync } from 'protobufjs';
import type { DeviceKind } from '../../src/core/events';
import { Graph } from '../../src/onnx/graph';
import { conv } from '../../src/onnx/ops/convolution';
import { add, cast } from '../../src/onnx/ops/elementwise';
import { resizeNearest } from '../../src/onnx/ops/layout';
import { sessionSource } from '../../src/onnx/serialise';
import { memoryParameter } from './memory-parameter';

/** Read back by protobufjs' own reader, with the schema as text: nothing shared with the writer. */
function decode(model: Uint8Array): Record<string, unknown> {
  const type = loadSync(join(__dirname, 'onnx.proto')).lookupType('onnx.ModelProto');
  return type.toObject(type.decode(model), { longs: Number, defaults: false });
}

const WEIGHT = 'model.diffusion_model.input_blocks.0.0.weight';

function example(): Graph {
  const graph = new Graph('example');
  const x = graph.input('x', { dtype: 'float32', shape: [1, 2, 4, 5] });
  const weight = graph.parameter(
    memoryParameter({
      name: WEIGHT,
      dtype: 'float32',
      shape: [3, 2, 3, 3],
      read: () => new Uint8Array(),
    }),
  );
  graph.output('y', resizeNearest(conv(x, weight, null, { padding: [1, 2, 3, 4] }), 2));
  return graph;
}

test('the bytes hold the graph as ONNX describes it', () => {
  const { model, parameters } = sessionSource(example());
  const decoded = decode(model('wasm'));
  expect(decoded).toMatchObject({
    irVersion: 8,
    opsetImport: [{ version: 17 }, { domain: 'com.microsoft', version: 1 }],
    graph: {
      name: 'example',
      input: [
        {
          name: 'x',
          type: {
            tensorType: {
              elemType: 1,
              shape: { dim: [{ dimValue: 1 }, { dimValue: 2 }, { dimValue: 4 }, { dimValue: 5 }] },
            },
          },
        },
      ],
      output: [{ name: 'y' }],
      node: [
        {
          opType: 'Conv',
          input: ['x', WEIGHT],
          attribute: [
            { name: 'kernel_shape', type: 7, ints: [3, 3] },
            { name: 'strides', type: 7, ints: [1, 1] },
            { name: 'pads', type: 7, ints: [1, 2, 3, 4] },
          ],
        },
        { opType: 'Resize', input: ['Conv_0', '', 'constant_0'] },
        { opType: 'Identity', output: ['y'] },
      ],
      initializer: [
        {
          name: 'constant_0',
          dims: [4],
          dataType: 1,
          rawData: Buffer.from(Float32Array.of(1, 1, 2, 2).buffer),
        },
        {
          name: WEIGHT,
          dims: [3, 2, 3, 3],
          dataType: 1,
          dataLocation: 1,
          externalData: [
            { key: 'location', value: WEIGHT },
            { key: 'offset', value: '0' },
            { key: 'length', value: '216' },
          ],
        },
      ],
    },
  });
  expect(parameters).toEqual([expect.objectContaining({ name: WEIGHT })]);
});

test('parameters may be inputs, fed with each run', () => {
  const { model } = sessionSource(example());
  const { graph } = decode(model('webgpu')) as {
    graph: { input: { name: string }[]; initializer: { name: string }[] };
  };
  expect(graph.input.map(({ name }) => name)).toEqual(['x', WEIGHT]);
  expect(graph.initializer.map(({ name }) => name)).not.toContain(WEIGHT);
});

test('attributes keep their kind', () => {
  const graph = new Graph('attributes');
  const x = graph.input('x', { dtype: 'float16', shape: [] });
  graph.node(
    {
      op: 'Anything',
      domain: 'com.microsoft',
      inputs: [null, x],
      attributes: { whole: 3, real: { float: 0.5 }, text: 'CRD', list: [-1, 2 ** 40] },
    },
    x,
  );
  expect(decode(sessionSource(graph).model('wasm'))).toMatchObject({
    graph: {
      node: [
        {
          domain: 'com.microsoft',
          input: ['', 'x'],
          attribute: [
            { name: 'whole', type: 2, i: 3 },
            { name: 'real', type: 1, f: 0.5 },
            { name: 'text', type: 3, s: Buffer.from('CRD') },
            { name: 'list', type: 7, ints: [-1, 2 ** 40] },
          ],
        },
      ],
    },
  });
});

test('filters that are widened stand first on WebGPU', () => {
  const orderOn = (device: DeviceKind): readonly string[] => {
    const graph = new Graph('order');
    const x = graph.input('x', { dtype: 'float32', shape: [1, 2, 4, 5] });
    const read = (): Uint8Array => new Uint8Array();
    const filters = { name: WEIGHT, dtype: 'float16' as const, shape: [3, 2, 3, 3], read };
    const weight = graph.parameter(memoryParameter(filters));
    const sum = add(x, x);
    const narrow = cast(cast(sum, 'float16'), 'float32');
    graph.output('y', conv(narrow, cast(weight, 'float32'), null));
    const { graph: decoded } = decode(sessionSource(graph).model(device)) as {
      readonly graph: { readonly node: readonly { readonly opType: string; input: string[] }[] };
    };
    return decoded.node.map(({ opType, input }) => `${opType} ${input.join(' ')}`);
  };
  const widening = `Cast ${WEIGHT}`;
  const written = orderOn('wasm');
  expect(written).toContain(widening);
  expect(written[0]).toBe('Add x x');
  expect(orderOn('webgpu')).toEqual([widening, ...written.filter((node) => node !== widening)]);
});
