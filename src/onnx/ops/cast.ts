import { DTYPES, type DType } from '../dtype';
import type { Value } from '../graph';

/** The same numbers in another type; nothing where they already have it. */
export function cast(x: Value, dtype: DType): Value {
  if (x.dtype === dtype) return x;
  return x.graph.node(
    { op: 'Cast', inputs: [x], attributes: { to: DTYPES[dtype].code } },
    { dtype, shape: x.shape },
  );
}
