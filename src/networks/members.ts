import { ModelError } from '../core/errors';
import { sameShape, type DType, type Shape } from '../onnx/dtype';
import type { Graph, Value } from '../onnx/graph';
import { castTensor, type FloatType } from '../weights/cast';
import type { SafetensorsFile } from '../weights/safetensors';
import { elementCount, type LazyTensor } from '../weights/tensor';

/**
 * The members of a network by the names they have in the checkpoint: `members.at('body.0')` is a
 * layer, `.value('weight', shape)` its weight inside the graph.
 */
export interface Members {
  at(name: string): Members;
  /**
   * Throws `ModelError` `model-tensor-missing` or `model-tensor-shape`. `as`: the same numbers in
   * another shape, where an operator wants one.
   */
  value(name: string, shape: Shape, as?: Shape): Value;
  /** The tensor as it is stored, checked alike; for weights that are derived from it. */
  stored(name: string, shape: Shape): LazyTensor;
}

const STORED_AS: Record<FloatType, DType> = { F32: 'float32', F16: 'float16' };

/** Weights come into `graph` as `type`, converted while they are read. */
export function membersOf(graph: Graph, file: SafetensorsFile, type: FloatType): Members {
  const known = new Map<string, Value>();
  const scope = (prefix: string): Members => {
    const stored = (name: string, shape: Shape): LazyTensor =>
      storedTensor(file, prefix + name, shape);
    return {
      at: (name) => scope(`${prefix}${name}.`),
      stored,
      value(name, shape, as = shape) {
        const tensor = stored(name, shape);
        const value = known.get(tensor.name) ?? parameterOf(graph, castTensor(tensor, type), as);
        if (!sameShape(value.shape, as)) throw new TypeError(`${tensor.name}: used in two shapes`);
        known.set(tensor.name, value);
        return value;
      },
    };
  };
  return scope('');
}

/** Brings a tensor into the graph; `as` is another shape for the same numbers. */
export function parameterOf(graph: Graph, tensor: LazyTensor, as: Shape = tensor.shape): Value {
  if (tensor.type !== 'F32' && tensor.type !== 'F16') {
    throw new TypeError(`${tensor.name}: ${tensor.type} is not a type of the graph`);
  }
  if (elementCount(as) !== elementCount(tensor.shape)) {
    throw new TypeError(`${tensor.name}: ${tensor.shape.join('×')} is not ${as.join('×')}`);
  }
  return graph.parameter({
    name: tensor.name,
    dtype: STORED_AS[tensor.type],
    shape: as,
    read: (offset, length) => tensor.read(offset, length),
  });
}

function storedTensor(file: SafetensorsFile, name: string, shape: Shape): LazyTensor {
  const tensor = file.tensors.get(name);
  if (tensor === undefined) {
    throw new ModelError({
      code: 'model-tensor-missing',
      message: `"${file.name}" has no tensor "${name}".`,
      hint: 'This file belongs to another model, or a part of it was removed.',
      details: { file: file.name, tensor: name },
    });
  }
  if (!sameShape(tensor.shape, shape)) {
    throw new ModelError({
      code: 'model-tensor-shape',
      message: `"${name}" in "${file.name}" has the shape ${tensor.shape.join('×')}, not ${shape.join('×')}.`,
      hint: 'This file belongs to another model or another size of it.',
      details: { file: file.name, tensor: name, shape: tensor.shape.join('×') },
    });
  }
  return tensor;
}
