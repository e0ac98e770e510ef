import { sameShape, type DType, type Shape } from '../onnx/dtype';
import type { Graph, Parameter, Value } from '../onnx/graph';
import { linear, quantisedLinear } from '../onnx/ops/linear';
import { cast } from '../onnx/ops/elementwise';
import { castTensor, type FloatType } from '../weights/cast';
import { tensorMissing, tensorShape } from '../weights/errors';
import { quantise } from '../weights/quantise';
import type { SafetensorsFile } from '../weights/safetensors';
import { elementCount } from '../core/tensor';
import type { LazyTensor, StoredType } from '../weights/lazy-tensor';
import type { Upload } from '../onnx/upload';
import type { LinearStorage, WeightPolicy } from './policy';
import { floatUpload, quantisedUpload } from './uploads';

/**
 * The members of a network by the names they have in the checkpoint: `members.at('body.0')` is a
 * layer, `.value('weight', shape)` its weight inside the graph.
 */
export interface Members {
  at(name: string): Members;
  /**
   * A member of few numbers, in 32 bits. `as`: the same numbers in another shape, where an operator
   * wants one.
   *
   * @throws ModelError `model-tensor-missing` or `model-tensor-shape`
   */
  value(name: string, shape: Shape, as?: Shape): Value;
  /**
   * A matrix or filters, kept as the policy says and given in the type of `x`.
   * @throws ModelError `model-tensor-missing` or `model-tensor-shape`
   */
  weight(name: string, shape: Shape, x: Value): Value;
  /** `x` in the type in which the policy lets attention and fully connected layers compute. */
  narrowed(x: Value): Value;
  /** These members with floats in linear layers, for those that suffer most from fewer bits. */
  inFloats(): Members;
  /** A fully connected layer in the type of `x`, its weight [outputs, inputs] kept as the policy says. */
  linear(x: Value, outputs: number, names?: LinearNames): Value;
  /** A 1 × 1 convolution used on tokens [n, tokens, inputs]; some files store it as a matrix. */
  pointwise(tokens: Value, outputs: number): Value;
  /** A tensor as it is stored, its shape checked; for weights that are derived from it. */
  stored(name: string, shape: Shape): LazyTensor;
}

export interface LinearNames {
  /** Name of the weight; default `weight`. */
  readonly weight?: string;
  /** Name of the bias; default `bias`, false where there is none. */
  readonly bias?: string | false;
}

/**
 * Brings weights into `graph` as `policy` says, converted while they are read. A network of
 * several graphs gives a function for the current one.
 */
export function membersOf(
  graph: Graph | (() => Graph),
  file: SafetensorsFile,
  policy: WeightPolicy,
): Members {
  const current = typeof graph === 'function' ? graph : () => graph;
  const knownIn = new WeakMap<Graph, Map<string, Value>>();
  /** Enters a tensor into the graph, once even if several layers use it. */
  const enter = (tensor: LazyTensor, upload: Upload, as: Shape = tensor.shape): Value => {
    const known = knownIn.get(current()) ?? new Map<string, Value>();
    knownIn.set(current(), known);
    const found = known.get(tensor.name) ?? parameterOf(current(), tensor, upload, as);
    if (!sameShape(found.shape, as)) throw new TypeError(`${tensor.name}: used in two shapes`);
    known.set(tensor.name, found);
    return found;
  };
  const enterFloats = (tensor: LazyTensor, type: FloatType, as: Shape = tensor.shape): Value =>
    enter(castTensor(tensor, type), floatUpload(tensor, type), as);
  const kept: FloatType = policy.floats === 'mixed' ? 'F16' : 'F32';
  const scope = (prefix: string, storage: LinearStorage): Members => {
    const stored = (name: string, shape: Shape): LazyTensor =>
      storedTensor(file, prefix + name, shape);
    const value: Members['value'] = (name, shape, as = shape) =>
      enterFloats(stored(name, shape), 'F32', as);
    const weight: Members['weight'] = (name, shape, x) =>
      cast(enterFloats(stored(name, shape), kept), x.dtype);
    return {
      at: (name) => scope(`${prefix}${name}.`, storage),
      inFloats: () => scope(prefix, 'float'),
      stored,
      value,
      weight,
      narrowed: (x) => cast(x, GRAPH_TYPES[kept]),
      linear(x, outputs, { weight: matrix = 'weight', bias = 'bias' } = {}) {
        const shape = [outputs, x.shape.at(-1) ?? 0];
        const type: FloatType = x.dtype === 'float16' ? 'F16' : 'F32';
        const offset = bias === false ? null : enterFloats(stored(bias, [outputs]), type);
        if (storage === 'float') return linear(x, weight(matrix, shape, x), offset);
        const bits = storage === 'q8' ? 8 : 4;
        const floats = stored(matrix, shape);
        const { packed, scales } = quantise(floats, bits, type);
        return quantisedLinear(
          x,
          enter(packed, quantisedUpload(floats, bits, type, 'packed')),
          enter(scales, quantisedUpload(floats, bits, type, 'scales')),
          offset,
          bits,
        );
      },
      pointwise(tokens, outputs) {
        const inputs = tokens.shape.at(-1) ?? 0;
        const isMatrix = file.tensors.get(`${prefix}weight`)?.shape.length === 2;
        const shape = isMatrix ? [outputs, inputs] : [outputs, inputs, 1, 1];
        return linear(tokens, value('weight', shape, [outputs, inputs]), value('bias', [outputs]));
      },
    };
  };
  return scope('', policy.linear);
}

const GRAPH_TYPES: Partial<Record<StoredType, Parameter['dtype']>> & Record<FloatType, DType> = {
  F32: 'float32',
  F16: 'float16',
  U8: 'uint8',
};

/** Brings a tensor into the graph; `as` is another shape for the same numbers. */
export function parameterOf(
  graph: Graph,
  tensor: LazyTensor,
  upload: Upload,
  as: Shape = tensor.shape,
): Value {
  const dtype = GRAPH_TYPES[tensor.type];
  if (dtype === undefined) {
    throw new TypeError(`${tensor.name}: ${tensor.type} is not a type of the graph`);
  }
  if (elementCount(as) !== elementCount(tensor.shape)) {
    throw new TypeError(`${tensor.name}: ${tensor.shape.join('×')} is not ${as.join('×')}`);
  }
  return graph.parameter({
    name: tensor.name,
    dtype,
    shape: as,
    read: tensor.read,
    upload,
  });
}

/**
 * A tensor of the file, its shape checked.
 * @throws ModelError as `Members.value` does
 */
export function storedTensor(file: SafetensorsFile, name: string, shape: Shape): LazyTensor {
  const tensor = file.tensors.get(name);
  if (tensor === undefined) throw tensorMissing(file.name, name);
  if (!sameShape(tensor.shape, shape)) {
    throw tensorShape(file.name, name, tensor.shape, `not ${shape.join('×')}`);
  }
  return tensor;
}
