import type { Value } from '../../onnx/graph';
import { cast, add } from '../../onnx/ops/elementwise';
import type { Members } from '../members';
import { addNorm, norm } from './norm';

/** LN by the member `name`, in the type in which the policy lets transformers compute. */
export function normed(members: Members, name: string, x: Value): Value {
  return members.narrowed(norm(members.at(name), x));
}

/** x + part, in the type of x. */
export function addTo(x: Value, part: Value): Value {
  return add(x, cast(part, x.dtype));
}

/** `addTo` and `normed` of the sum, in this order. */
export function addedAndNormed(
  members: Members,
  name: string,
  x: Value,
  part: Value,
): readonly [Value, Value] {
  const [sum, white] = addNorm(members.at(name), x, cast(part, x.dtype));
  return [sum, members.narrowed(white)];
}
