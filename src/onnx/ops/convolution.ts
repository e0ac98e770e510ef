import type { Value } from '../graph';
import { expectNchw, expectSameDtype, expectShape, reject } from './expect';

export interface ConvOptions {
  readonly stride?: number;
  /** Zeros added at top, left, bottom, right; one number for all four. */
  readonly padding?: number | readonly [number, number, number, number];
}

/** Convolution: x [n, c, h, w], weight [o, c, k, k], bias [o] → [n, o, h', w']. */
export function conv(
  x: Value,
  weight: Value,
  bias: Value | null,
  { stride = 1, padding = 0 }: ConvOptions = {},
): Value {
  const { n, c, h, w } = expectNchw('conv', x);
  const { n: o, c: inputs, h: kh, w: kw } = expectNchw('conv', weight);
  if (inputs !== c) reject('conv', `weight wants ${inputs} channels`, x, weight);
  if (bias !== null) expectShape('conv', bias, [o]);
  const pads = typeof padding === 'number' ? [padding, padding, padding, padding] : padding;
  const [top = 0, left = 0, bottom = 0, right = 0] = pads;
  const rows = Math.floor((h + top + bottom - kh) / stride) + 1;
  const columns = Math.floor((w + left + right - kw) / stride) + 1;
  if (rows < 1 || columns < 1) reject('conv', 'is smaller than the kernel', x, weight);
  return x.graph.node(
    {
      op: 'Conv',
      inputs: bias === null ? [x, weight] : [x, weight, bias],
      attributes: { kernel_shape: [kh, kw], strides: [stride, stride], pads },
      multiplyAdds: n * o * rows * columns * c * kh * kw,
    },
    {
      dtype: expectSameDtype('conv', x, weight, ...(bias === null ? [] : [bias])),
      shape: [n, o, rows, columns],
    },
  );
}
