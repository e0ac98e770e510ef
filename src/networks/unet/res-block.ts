import type { Value } from '../../onnx/graph';
import { add } from '../../onnx/ops/elementwise';
import { reshape } from '../../onnx/ops/shape';
import { conv1, conv3 } from '../layers/conv';
import { norm32 } from '../layers/norm';
import type { Members } from '../members';

const EPSILON = 1e-5;

/**
 * ResBlock (docs/supir.md, section 6): x [n, c, h, w], emb [n, width] after its SiLU →
 * [n, channels, h, w].
 */
export function resBlock(block: Members, x: Value, emb: Value, channels: number): Value {
  const inner = block.at('in_layers');
  const outer = block.at('out_layers');
  const [n = 0, inputs = 0] = x.shape;
  let h = conv3(inner.at('2'), norm32(inner.at('0'), x, EPSILON, 'silu'), channels);
  const shift = block.at('emb_layers').at('1').inFloats().linear(emb, channels);
  h = add(h, reshape(shift, [n, channels, 1, 1]));
  h = conv3(outer.at('3'), norm32(outer.at('0'), h, EPSILON, 'silu'), channels);
  const skip = inputs === channels ? x : conv1(block.at('skip_connection'), x, channels);
  return add(skip, h);
}
