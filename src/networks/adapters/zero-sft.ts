import type { Value } from '../../onnx/graph';
import { silu } from '../../onnx/ops/activation';
import { add, mul, sub } from '../../onnx/ops/elementwise';
import { concat } from '../../onnx/ops/shape';
import { conv1, conv3 } from '../layers/conv';
import { norm32 } from '../layers/norm';
import type { Members } from '../members';

const EPSILON = 1e-5;

/**
 * ZeroSFT(c, a, b): the control tensor c shifts and scales the skip a beside the trunk b (none for
 * the middle block). `scale` [1] is the control strength: 0 gives plain SDXL, 1 the full adapter
 * (docs/supir.md, section 7). c, a [n, channels, h, w], b [n, trunk, h, w].
 */
export function zeroSft(
  members: Members,
  c: Value,
  a: Value,
  b: Value | null,
  scale: Value,
  hidden: number,
): Value {
  const withControl = add(a, conv1(members.at('zero_conv'), c, a.shape[1] ?? 0));
  const raw = b === null ? a : concat([b, a], 1);
  const h = b === null ? withControl : concat([b, withControl], 1);
  const channels = h.shape[1] ?? 0;
  const m = silu(conv3(members.at('mlp_shared').at('0'), c, hidden));
  const gain = conv3(members.at('zero_mul'), m, channels);
  const shift = conv3(members.at('zero_add'), m, channels);
  const white = norm32(members.at('param_free_norm'), h, EPSILON);
  const modulated = add(add(white, mul(white, gain)), shift);
  return blend(raw, modulated, scale);
}

/** s · y + (1 − s) · raw */
function blend(raw: Value, y: Value, scale: Value): Value {
  return add(raw, mul(sub(y, raw), scale));
}
