import { formatType, sameShape, type DType } from '../dtype';
import type { Value } from '../graph';

/** Rank 4, sample × channel × row × column. */
export interface Nchw {
  readonly n: number;
  readonly c: number;
  readonly h: number;
  readonly w: number;
}

/**
 * Refuses shapes that do not go together: a bug of the code that writes the network.
 * @throws TypeError always
 */
export function reject(op: string, why: string, ...values: readonly Value[]): never {
  const operands = values.map((v) => `${v.name}: ${formatType(v)}`).join(', ');
  throw new TypeError(`${op}: ${why} (${operands})`);
}

/** @throws TypeError for a value of another rank than 4 */
export function expectNchw(op: string, x: Value): Nchw {
  const [n, c, h, w] = x.shape;
  if (n === undefined || c === undefined || h === undefined || w === undefined) {
    return reject(op, 'needs [n, c, h, w]', x);
  }
  if (x.shape.length !== 4) return reject(op, 'needs [n, c, h, w]', x);
  return { n, c, h, w };
}

/** @throws TypeError where the values are not of one type */
export function expectSameDtype(op: string, x: Value, ...others: readonly Value[]): DType {
  if (others.some((other) => other.dtype !== x.dtype)) reject(op, 'mixes types', x, ...others);
  return x.dtype;
}

/** @throws TypeError for a value of another shape */
export function expectShape(op: string, value: Value, shape: readonly number[]): void {
  if (!sameShape(value.shape, shape)) reject(op, `needs [${shape.join(', ')}]`, value);
}
