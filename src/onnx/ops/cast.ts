import { DTYPES, type DType } from '../dtype';
import type { Value } from '../graph';

/** Values in another type; x itself where it already has it. */
export function cast(x: Value, dtype: DType): Value {
  if (x.dtype === dtype) return x;
  return x.graph.node(
    { op: 'Cast', inputs: [x], attributes: { to: DTYPES[dtype].code } },
    { dtype, shape: x.shape },
  );
}
