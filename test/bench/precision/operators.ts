import type { Value } from '../../../src/onnx/graph';
import { gelu } from '../../../src/onnx/ops/activation';
import { attention } from '../../../src/onnx/ops/attention';
import { conv } from '../../../src/onnx/ops/convolution';
import { linear } from '../../../src/onnx/ops/linear';
import { groupWhiten, layerNorm } from '../../../src/onnx/ops/norm';

/** Normally distributed numbers. */
export interface Operand {
  readonly shape: readonly number[];
  readonly deviation: number;
  /** Default 0. */
  readonly mean?: number;
}

export interface Operator {
  readonly name: string;
  /** Products in each sum of the result; null where it is not a sum of products. */
  readonly products: number | null;
  readonly operands: readonly Operand[];
  readonly build: (operands: readonly Value[]) => Value;
}

/** The operators of SUPIR's step at its published widths. */
export const OPERATORS: readonly Operator[] = [
  filters(3, 320),
  filters(3, 1280),
  filters(1, 1280),
  matrix(1280),
  matrix(5120),
  {
    name: 'attention, 1,024 tokens, 2 heads of 64',
    products: null,
    operands: Array.from({ length: 3 }, () => ({ shape: [1, 1024, 128], deviation: 1 })),
    build: ([q, k, v]) => attention(taken(q), taken(k), taken(v), 2),
  },
  {
    name: 'group norm',
    products: null,
    operands: [{ shape: [1, 320, 16, 16], deviation: 3 }],
    build: ([x]) => groupWhiten(taken(x), 32, 1e-5),
  },
  {
    name: 'group norm, mean 100, deviation 3',
    products: null,
    operands: [{ shape: [1, 320, 16, 16], deviation: 3, mean: 100 }],
    build: ([x]) => groupWhiten(taken(x), 32, 1e-5),
  },
  {
    name: 'layer norm',
    products: null,
    operands: [
      { shape: [64, 1280], deviation: 3 },
      { shape: [1280], deviation: 1 },
      { shape: [1280], deviation: 1 },
    ],
    build: ([x, weight, bias]) => layerNorm(taken(x), 1e-5, taken(weight), taken(bias)),
  },
  {
    name: 'GELU',
    products: null,
    operands: [{ shape: [64, 1280], deviation: 2 }],
    build: ([x]) => gelu(taken(x)),
  },
];

function filters(kernel: 1 | 3, channels: number): Operator {
  const products = channels * kernel * kernel;
  return {
    name: `convolution ${kernel} × ${kernel}, ${channels} channels`,
    products,
    operands: [
      { shape: [1, channels, 8, 8], deviation: 1 },
      { shape: [64, channels, kernel, kernel], deviation: products ** -0.5 },
    ],
    build: ([x, weight]) => conv(taken(x), taken(weight), null, { padding: kernel === 3 ? 1 : 0 }),
  };
}

function matrix(inputs: number): Operator {
  return {
    name: `fully connected, ${inputs} inputs`,
    products: inputs,
    operands: [
      { shape: [64, inputs], deviation: 1 },
      { shape: [64, inputs], deviation: inputs ** -0.5 },
    ],
    build: ([x, weight]) => linear(taken(x), taken(weight), null),
  };
}

function taken(value: Value | undefined): Value {
  if (value === undefined) throw new RangeError('an operand is missing');
  return value;
}
