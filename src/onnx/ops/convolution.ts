import type { Value } from '../graph';
import { expectNchw, expectSameDtype, expectShape, reject } from './expect';
import { CHANNELS_FIRST, CHANNELS_LAST } from './layout';
import { concat, slice, transpose } from './shape';
import { spans, type Span } from './spans';

export interface ConvOptions {
  readonly stride?: number;
  /** Zeros added at top, left, bottom, right; one number for all four. */
  readonly padding?: number | readonly [number, number, number, number];
}

/**
 * Convolution: x [n, c, h, w], weight [o, c, k, k], bias [o] → [n, o, h', w']. What is too large for
 * one dispatch is written as convolutions to some of the channels each, which gives the same numbers:
 * bands of rows would have to be copied, at the price of a third of the decoder's traffic
 * (docs/webgpu-performance.md, section 7).
 */
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
  const dtype = expectSameDtype('conv', x, weight, ...(bias === null ? [] : [bias]));
  const attributes = { kernel_shape: [kh, kw], strides: [stride, stride], pads };
  const addsOfOne = n * rows * columns * c * kh * kw;
  /** Some of the output's channels, by their filters. */
  const convolved = (filters: Value, offsets: Value | null): Value => {
    const channels = filters.shape[0] ?? 0;
    return x.graph.node(
      {
        op: 'Conv',
        inputs: offsets === null ? [x, filters] : [x, filters, offsets],
        attributes,
        multiplyAdds: channels * addsOfOne,
      },
      { dtype, shape: [n, channels, rows, columns] },
    );
  };
  const whole = (): Value => convolved(weight, bias);
  const limit = x.graph.multiplyAddsAtOnce;
  if (o * addsOfOne <= limit) return whole();
  const [answer] = x.graph.perDevice({
    wasm: () => [whole()],
    webgpu: () => {
      const [first, ...others] = spans(
        Math.ceil(o / CHANNELS_AT_ONCE),
        limit / addsOfOne / CHANNELS_AT_ONCE,
      );
      if (others.length === 0) return [whole()];
      const part = (span: Span): Value => {
        const [from, to] = [span.from * CHANNELS_AT_ONCE, Math.min(o, span.to * CHANNELS_AT_ONCE)];
        const offsets = bias && slice(bias, 0, from, to);
        return transpose(convolved(slice(weight, 0, from, to), offsets), CHANNELS_LAST);
      };
      return [transpose(concat([part(first), ...others.map(part)], 3), CHANNELS_FIRST)];
    },
  });
  return answer;
}

/** Channels that WebGPU's kernel computes together: a part with fewer would waste the others. */
const CHANNELS_AT_ONCE = 32;
