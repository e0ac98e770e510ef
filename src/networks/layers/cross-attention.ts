import type { Value } from '../../onnx/graph';
import { attention } from '../../onnx/ops/attention';
import type { Members } from '../members';

/**
 * The tokens x [n, tokens, c] look at `context` [n, others, any width] → [n, tokens, c]. Members
 * `to_q`, `to_k`, `to_v` without bias and `to_out.0` with one; `headWidth` channels a head.
 */
export function crossAttention(
  members: Members,
  x: Value,
  context: Value,
  headWidth: number,
): Value {
  const channels = x.shape.at(-1) ?? 0;
  const project = (name: string, from: Value): Value =>
    members.at(name).linear(from, channels, { bias: false });
  const attended = attention(
    project('to_q', x),
    project('to_k', context),
    project('to_v', context),
    channels / headWidth,
  );
  return members.at('to_out').at('0').linear(attended, channels);
}
