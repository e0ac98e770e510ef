import type { Value } from '../../onnx/graph';
import { silu } from '../../onnx/ops/activation';
import { add } from '../../onnx/ops/elementwise';
import type { Members } from '../members';
import type { Tap } from '../tap';
import type { UNetConfig } from './unet-config';

/**
 * `emb` (docs/supir.md, section 6): time_embed(e(t)) + label_emb(vector). `time` is the sinusoidal
 * embedding [n, modelChannels], `vector` [n, admInChannels] → [n, 4 · modelChannels].
 */
export function embedCondition(
  members: Members,
  config: UNetConfig,
  time: Value,
  vector: Value,
  tap: Tap,
): Value {
  const width = 4 * config.modelChannels;
  const t = mlp(members.at('time_embed').inFloats(), time, width);
  const label = mlp(members.at('label_emb').at('0').inFloats(), vector, width);
  tap('time_embed', t);
  tap('label_emb', label);
  return add(t, label);
}

function mlp(layers: Members, x: Value, width: number): Value {
  return layers.at('2').linear(silu(layers.at('0').linear(x, width)), width);
}
