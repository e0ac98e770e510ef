import type { Value } from '../graph';
import { blocksOfRow, QUANT_BLOCK } from '../upload';
import { expectSameDtype, expectShape, reject } from './expect';
import { reshape } from './shape';

/**
 * Fully connected layer: x [..., k], weight [n, k] as PyTorch stores it, bias [n] → [..., n]. The
 * weight is used as it is stored: a transposed constant would be folded on the processor at load.
 */
export function linear(x: Value, weight: Value, bias: Value | null): Value {
  const [outputs, inputs] = weight.shape;
  if (outputs === undefined || inputs === undefined || weight.shape.length !== 2) {
    return reject('linear', 'needs [outputs, inputs]', weight);
  }
  if (x.shape.at(-1) !== inputs) reject('linear', `weight wants ${inputs} inputs`, x, weight);
  if (bias !== null) expectShape('linear', bias, [outputs]);
  const rows = x.shape.slice(0, -1).reduce((product, size) => product * size, 1);
  const dtype = expectSameDtype('linear', x, weight, ...(bias === null ? [] : [bias]));
  const flat = x.shape.length === 2 ? x : reshape(x, [rows, inputs]);
  const product = x.graph.node(
    {
      op: 'Gemm',
      inputs: bias === null ? [flat, weight] : [flat, weight, bias],
      attributes: { transB: 1 },
      multiplyAdds: rows * inputs * outputs,
    },
    { dtype, shape: [rows, outputs] },
  );
  return x.shape.length === 2 ? product : reshape(product, [...x.shape.slice(0, -1), outputs]);
}

/**
 * `linear` with a weight of 8 or 4 bits. packed [n, ceil(k/32), 32·bits/8] uint8, scales
 * [n · ceil(k/32)] in the type of x; the stored numbers are offset by 128 or 8.
 */
export function quantisedLinear(
  x: Value,
  packed: Value,
  scales: Value,
  bias: Value | null,
  bits: 8 | 4,
): Value {
  const inputs = x.shape.at(-1) ?? 0;
  const outputs = packed.shape[0] ?? 0;
  const blocks = blocksOfRow(inputs);
  expectShape('quantisedLinear', packed, [outputs, blocks, (QUANT_BLOCK * bits) / 8]);
  expectShape('quantisedLinear', scales, [outputs * blocks]);
  if (bias !== null) expectShape('quantisedLinear', bias, [outputs]);
  const rows = x.shape.slice(0, -1).reduce((product, size) => product * size, 1);
  return x.graph.node(
    {
      op: 'MatMulNBits',
      domain: 'com.microsoft',
      inputs: [x, packed, scales, null, null, ...(bias === null ? [] : [bias])],
      attributes: { K: inputs, N: outputs, bits, block_size: QUANT_BLOCK },
      multiplyAdds: rows * inputs * outputs,
    },
    {
      dtype: expectSameDtype('quantisedLinear', x, scales, ...(bias === null ? [] : [bias])),
      shape: [...x.shape.slice(0, -1), outputs],
    },
  );
}

/** x [m, k] · weight [k, n], no bias: for the few weights that are stored transposed. */
export function matmul(x: Value, weight: Value): Value {
  const [rows = 0, inner = 0] = x.shape;
  const [inputs = 0, outputs = 0] = weight.shape;
  if (x.shape.length !== 2 || weight.shape.length !== 2 || inner !== inputs) {
    return reject('matmul', 'needs [m, k] · [k, n]', x, weight);
  }
  return x.graph.node(
    { op: 'Gemm', inputs: [x, weight], multiplyAdds: rows * inner * outputs },
    { dtype: expectSameDtype('matmul', x, weight), shape: [rows, outputs] },
  );
}

/** a [n, m, k] · b [n, k, o] → [n, m, o] for each sample. */
export function batchedMatmul(a: Value, b: Value): Value {
  const [n = 0, rows = 0, inner = 0] = a.shape;
  const [batch = 0, inputs = 0, outputs = 0] = b.shape;
  if (a.shape.length !== 3 || b.shape.length !== 3 || n !== batch || inner !== inputs) {
    return reject('batchedMatmul', 'needs [n, m, k] · [n, k, o]', a, b);
  }
  return a.graph.node(
    { op: 'MatMul', inputs: [a, b], multiplyAdds: n * rows * inner * outputs },
    { dtype: expectSameDtype('batchedMatmul', a, b), shape: [n, rows, outputs] },
  );
}
