import { packError, type PackedError } from '../../../src/core/errors';
import { membersOf } from '../../../src/networks/members';
import { FULL_PRECISION, type WeightPolicy } from '../../../src/networks/policy';
import { byteLength } from '../../../src/onnx/dtype';
import { Graph, type Parameter } from '../../../src/onnx/graph';
import { requestAdapter, requestDevice } from '../../../src/onnx/gpu';
import { createRuntime } from '../../../src/onnx/runtime';
import { sessionSource } from '../../../src/onnx/serialise';
import { UNOBSERVED } from '../../../src/onnx/upload';
import { createWeightStore, type WeightStore } from '../../../src/onnx/weight-store';
import { singleToHalf } from '../../../src/weights/half';
import type { SafetensorsFile } from '../../../src/weights/safetensors';
import { lazyTensor, type LazyTensor, type StoredType } from '../../../src/weights/lazy-tensor';
import { offerLeast } from '../../support/browser/least-adapter';
import { readBack } from '../../support/browser/read-back';
import { integersFrom } from '../../support/random';

export interface Layer {
  readonly type: StoredType;
  readonly outputs: number;
  readonly inputs: number;
  readonly policy: WeightPolicy;
  readonly sliceBytes: number;
}

export interface Compared {
  readonly name: string;
  readonly bytes: number;
  /** Numbers that differ from what the processor makes, and by how much at most. */
  readonly different: number;
  readonly most: number;
}

const testPage = {
  /** Each parameter of a linear layer, made on the adapter and by the processor. */
  async compare(layer: Layer): Promise<readonly Compared[]> {
    return await withStore(layer.sliceBytes, async (store, device) => {
      const { parameters } = linearLayer(layer, fileOf(layer));
      const { buffers } = await store.hold('layer', parameters, UNOBSERVED);
      const compared: Compared[] = [];
      for (const [index, parameter] of parameters.entries()) {
        const made = await readBack(device, buffers[index]!, byteLength(parameter));
        const expected = parameter.read(0, byteLength(parameter));
        compared.push({
          name: parameter.name,
          bytes: made.byteLength,
          ...difference(made, expected),
        });
      }
      return compared;
    });
  },

  /** What is read for a layer, for the same layer in another graph, and after a release. */
  async readsAgain(layer: Layer): Promise<readonly number[]> {
    return await withStore(layer.sliceBytes, async (store) => {
      const reads = { bytes: 0 };
      const file = counted(fileOf(layer), reads);
      const seen: number[] = [];
      const hold = async () => {
        const held = await store.hold('layer', linearLayer(layer, file).parameters, UNOBSERVED);
        seen.push(reads.bytes);
        reads.bytes = 0;
        return held;
      };
      const first = await hold();
      await hold();
      store.release();
      // The first session still holds them; a third one needs its own.
      const third = await hold();
      first.giveBack();
      third.giveBack();
      return seen;
    });
  },

  /** Bytes held by the store: with two users, after a release, and with each user gone. */
  async lives(layer: Layer): Promise<readonly number[]> {
    return await withStore(layer.sliceBytes, async (store) => {
      const { parameters } = linearLayer(layer, fileOf(layer));
      const one = await store.hold('layer', parameters, UNOBSERVED);
      const two = await store.hold('layer', parameters, UNOBSERVED);
      const seen = [store.byteLength];
      store.release();
      seen.push(store.byteLength);
      one.giveBack();
      one.giveBack();
      seen.push(store.byteLength);
      two.giveBack();
      seen.push(store.byteLength);
      return seen;
    });
  },

  /** Stops after some slices; then goes on. Reads, of how many, until the stop and after it. */
  async cancel({
    layer,
    slices,
  }: {
    layer: Layer;
    slices: number;
  }): Promise<{ error: string; held: number; told: number }> {
    return await withStore(layer.sliceBytes, async (store) => {
      const cancel = new AbortController();
      let told = 0;
      const holding = store.hold('layer', linearLayer(layer, fileOf(layer)).parameters, {
        signal: cancel.signal,
        onLoad: () => {
          told++;
          if (told === slices) cancel.abort(new Error('stop'));
        },
      });
      const error = await holding.then(
        () => 'went through',
        (reason: unknown) => (reason as Error).message,
      );
      return { error, held: store.byteLength, told };
    });
  },

  /** A file that cannot be read any more; then the same layer from one that can. */
  async unreadable(layer: Layer): Promise<{ error: PackedError; held: number; then: number }> {
    return await withStore(layer.sliceBytes, async (store) => {
      const file = fileOf(layer);
      const broken = mapTensors(file, (tensor) => ({
        ...tensor,
        readAsync: (offset, length) =>
          offset === 0 ? tensor.readAsync(offset, length) : Promise.reject(new Error('unplugged')),
      }));
      const error = await store
        .hold('layer', linearLayer(layer, broken).parameters, UNOBSERVED)
        .then(
          () => new Error('went through'),
          (reason: unknown) => reason,
        );
      const held = store.byteLength;
      await store.hold('layer', linearLayer(layer, file).parameters, UNOBSERVED);
      return { error: packError(error), held, then: store.byteLength };
    });
  },

  /** The device goes away while weights are read. */
  async lost(layer: Layer): Promise<{ error: PackedError; slices: number; told: number }> {
    return await withStore(layer.sliceBytes, async (store, device) => {
      let told = 0;
      const { parameters } = linearLayer(layer, fileOf(layer));
      const error = await store
        .hold('layer', parameters, {
          ...UNOBSERVED,
          onLoad: () => {
            if (told++ === 1) device.destroy();
          },
        })
        .then(
          () => new Error('went through'),
          (reason: unknown) => reason,
        );
      const bytes = Math.max(...parameters.map(({ upload }) => upload.from.byteLength));
      const slices = Math.ceil(bytes / layer.sliceBytes);
      return { error: packError(error), slices, told };
    });
  },

  /**
   * A product with a weight of 160 MiB on an adapter of the least limits, which binds 128 at most:
   * the largest error of all outputs ÷ the largest output.
   */
  async wide(): Promise<{ weightBytes: number; mostBound: number; error: number }> {
    offerLeast();
    const mostBound = (await requestAdapter()).limits.maxStorageBufferBindingSize;
    const [outputs, inputs] = [20480, 2048];
    // Small whole numbers, whose sums are exact; each row its own.
    const numberAt = (index: number): number =>
      ((index * 7 + Math.floor(index / inputs) * 13) % 17) - 8;
    const read = (offset: number, length: number): Uint8Array => {
      const values = Float32Array.from({ length: length / 4 }, (_, i) => numberAt(offset / 4 + i));
      return new Uint8Array(values.buffer);
    };
    const tensor = lazyTensor('layer.weight', 'F32', [outputs, inputs], read, { key: 'wide' });
    const file = {
      name: 'wide',
      key: 'wide',
      metadata: {},
      tensors: new Map([['layer.weight', tensor]]),
    };
    const graph = new Graph('wide');
    const x = graph.input('x', { dtype: 'float32', shape: [1, inputs] });
    const layer = membersOf(graph, file, FULL_PRECISION).at('layer');
    graph.output('y', layer.linear(x, outputs, { bias: false }));
    const data = Float32Array.from({ length: inputs }, (_, i) => (i % 5) - 2);
    const runtime = await createRuntime('webgpu', { assets: new URL('ort/', location.href).href });
    try {
      const session = await runtime.createSession(sessionSource(graph));
      const { y } = await session.run({ x: { dims: [1, inputs], data } });
      const expected = Float64Array.from({ length: outputs }, (_, row) =>
        data.reduce((sum, value, i) => sum + value * numberAt(row * inputs + i), 0),
      );
      const off = expected.map((value, row) => Math.abs(value - (y?.data[row] ?? NaN)));
      const most = expected.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
      const error = off.reduce((largest, value) => Math.max(largest, value), 0) / most;
      return { weightBytes: outputs * inputs * 4, mostBound, error };
    } finally {
      await runtime.dispose();
    }
  },

  /** A weight for which the device has no room: nothing is read. */
  async tooLarge(): Promise<{ error: PackedError; held: number; read: boolean }> {
    return await withStore(2 ** 20, async (store, device) => {
      let read = false;
      const size = device.limits.maxBufferSize + 16;
      const from = {
        key: 'huge',
        dtype: 'float32' as const,
        byteLength: size,
        readAsync: () => {
          read = true;
          return Promise.resolve(new Uint8Array(16));
        },
      };
      const parameter: Parameter = {
        name: 'huge',
        dtype: 'float32',
        shape: [size / 4],
        read: () => new Uint8Array(),
        upload: { by: 'copy', from },
      };
      const error = await store.hold('huge', [parameter], UNOBSERVED).then(
        () => new Error('went through'),
        (reason: unknown) => reason,
      );
      return { error: packError(error), held: store.byteLength, read };
    });
  },
};

export type StorePage = typeof testPage;

Object.assign(globalThis, { testPage });

async function withStore<T>(
  sliceBytes: number,
  use: (store: WeightStore, device: GPUDevice) => Promise<T>,
): Promise<T> {
  const device = await requestDevice(await requestAdapter());
  const errors: string[] = [];
  device.addEventListener('uncapturederror', ({ error }) => errors.push(error.message));
  const store = createWeightStore(device, sliceBytes);
  try {
    const result = await use(store, device);
    await device.queue.onSubmittedWorkDone();
    if (errors.length > 0) throw new Error(errors.join('; '));
    return result;
  } finally {
    store.release();
    device.destroy();
  }
}

function linearLayer({ inputs, outputs, policy }: Layer, file: SafetensorsFile): Graph {
  const graph = new Graph('layer');
  const dtype = policy.floats === 'mixed' ? 'float16' : 'float32';
  const x = graph.input('x', { dtype, shape: [1, inputs] });
  graph.output('y', membersOf(graph, file, policy).at('layer').linear(x, outputs));
  return graph;
}

/** A layer whose numbers have all magnitudes, with zeros, a block of zeros and subnormal halves. */
function fileOf({ type, outputs, inputs }: Layer): SafetensorsFile {
  const tensors = new Map([
    ['layer.weight', stored('layer.weight', type, [outputs, inputs], 1)],
    ['layer.bias', stored('layer.bias', type, [outputs], 2)],
  ]);
  return { name: 'layer', key: 'layer', metadata: {}, tensors };
}

function stored(
  name: string,
  type: StoredType,
  shape: readonly number[],
  seed: number,
): LazyTensor {
  const count = shape.reduce((product, size) => product * size, 1);
  const random = integersFrom(seed);
  const unit = (): number => random(2 ** 24) / 2 ** 23 - 1;
  const values = Float32Array.from({ length: count }, (_, i) => {
    if (i < 64 || i % 97 === 0) return 0;
    return unit() * 2 ** ([0, -3, -12, -20][Math.floor(i / 64) % 4] ?? 0);
  });
  const bytes = storedBytes(type, values);
  const read = (offset: number, length: number) => bytes.subarray(offset, offset + length);
  return lazyTensor(name, type, shape, read, { key: `${type} ${shape.join('x')} ${name}` });
}

function storedBytes(type: StoredType, values: Float32Array): Uint8Array {
  if (type === 'F32') return new Uint8Array(values.buffer);
  if (type === 'F16') return new Uint8Array(singleToHalf(values).buffer);
  if (type !== 'BF16') throw new Error(`no test numbers of type ${type}`);
  const bits = new Uint32Array(values.buffer);
  return new Uint8Array(Uint16Array.from(bits, (word) => word >>> 16).buffer);
}

function mapTensors(
  file: SafetensorsFile,
  map: (tensor: LazyTensor) => LazyTensor,
): SafetensorsFile {
  const tensors = [...file.tensors].map(([name, tensor]) => [name, map(tensor)] as const);
  return { ...file, tensors: new Map(tensors) };
}

function counted(file: SafetensorsFile, reads: { bytes: number }): SafetensorsFile {
  return mapTensors(file, (tensor) => ({
    ...tensor,
    readAsync(offset, length) {
      reads.bytes += length;
      return tensor.readAsync(offset, length);
    },
  }));
}

function difference(made: Uint8Array, expected: Uint8Array): { different: number; most: number } {
  let different = 0;
  let most = 0;
  made.forEach((byte, i) => {
    const distance = Math.abs(byte - (expected[i] ?? 0));
    if (distance > 0) different++;
    most = Math.max(most, distance);
  });
  return { different, most };
}
