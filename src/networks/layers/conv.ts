import type { Value } from '../../onnx/graph';
import { conv, type ConvOptions } from '../../onnx/ops/convolution';
import type { Members } from '../members';

/** 3 × 3, stride 1, zero padding 1, with bias; x [n, c, h, w] → [n, outputs, h, w]. */
export function conv3(layer: Members, x: Value, outputs: number): Value {
  return convolution(layer, x, outputs, 3, { padding: 1 });
}

/** 1 × 1 with bias. */
export function conv1(layer: Members, x: Value, outputs: number): Value {
  return convolution(layer, x, outputs, 1, {});
}

/** 3 × 3 with stride 2; `padding` differs between the UNet (all sides) and the VAE (right, bottom). */
export function downsample(
  layer: Members,
  x: Value,
  outputs: number,
  padding: NonNullable<ConvOptions['padding']> = 1,
): Value {
  return convolution(layer, x, outputs, 3, { stride: 2, padding });
}

function convolution(
  layer: Members,
  x: Value,
  outputs: number,
  kernel: number,
  options: ConvOptions,
): Value {
  const inputs = x.shape[1] ?? 0;
  const weight = layer.weight('weight', [outputs, inputs, kernel, kernel], x);
  return conv(x, weight, layer.value('bias', [outputs]), options);
}
