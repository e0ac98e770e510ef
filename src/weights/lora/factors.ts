import { readFloats, toSingles, floatType } from '../cast';
import { elementCount } from '../../core/tensor';
import type { LazyTensor } from '../lazy-tensor';
import { loraDamaged } from './errors';
import type { LoraLayer } from './layers';
import type { LoraTarget } from './targets';

/** Two matrices whose product is added to some rows of a weight [outputs, inputs]. */
export interface Factors {
  /** The first row of the weight, and how many. */
  readonly firstRow: number;
  readonly rows: number;
  readonly rank: number;
  /** [rows, rank], the strength in it. */
  readonly left: Float64Array;
  /** [inputs, rank]: what a row of the product is multiplied with lies together. */
  readonly right: Float64Array;
}

/** A layer of a low-rank file, and what it is added to. */
export interface PlacedLayer {
  readonly layer: LoraLayer<LazyTensor>;
  readonly target: LoraTarget;
}

/** Numbers of a layer in the order down, up, alpha. */
type Numbers = readonly [down: Float32Array, up: Float32Array, alpha: number | null];

export function factorsNow(file: string, placed: PlacedLayer, strength: number): Factors {
  const { down, up, alpha } = placed.layer;
  const scale = alpha === null ? null : oneNumber(alpha, alpha.read(0, alpha.byteLength));
  return factors(file, placed, strength, [readFloats(down), readFloats(up), scale]);
}

export async function factorsLater(
  file: string,
  placed: PlacedLayer,
  strength: number,
): Promise<Factors> {
  const { down, up, alpha } = placed.layer;
  const bytesOf = (tensor: LazyTensor): Promise<Uint8Array> =>
    tensor.readAsync(0, tensor.byteLength);
  const [downBytes, upBytes, scale] = await Promise.all([
    bytesOf(down),
    bytesOf(up),
    alpha === null
      ? Promise.resolve(null)
      : bytesOf(alpha).then((bytes) => oneNumber(alpha, bytes)),
  ]);
  return factors(file, placed, strength, [singles(down, downBytes), singles(up, upBytes), scale]);
}

function singles(tensor: LazyTensor, bytes: Uint8Array): Float32Array {
  return toSingles(floatType(tensor), bytes, new Float32Array(elementCount(tensor.shape)));
}

/** Trainers write alpha as a float, or as the whole number that it was set to. */
function oneNumber(tensor: LazyTensor, bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (tensor.type === 'I64') return Number(view.getBigInt64(0, true));
  if (tensor.type === 'I32') return view.getInt32(0, true);
  return singles(tensor, bytes)[0] ?? NaN;
}

function factors(
  file: string,
  { layer, target }: PlacedLayer,
  strength: number,
  [down, up, alpha]: Numbers,
): Factors {
  const { rank } = layer;
  const scale = strength * ((alpha ?? rank) / rank);
  if (!Number.isFinite(scale)) {
    throw loraDamaged(file, layer.name, 'has an alpha that is not a finite number');
  }
  const columns = turned(down, rank);
  const rowsOfUp = Float64Array.from(up);
  const [left, right] = target.isTurned ? [columns, rowsOfUp] : [rowsOfUp, columns];
  for (let i = 0; i < left.length; i++) left[i] = (left[i] ?? 0) * scale;
  return { firstRow: target.firstRow, rows: left.length / rank, rank, left, right };
}

/** [rank, n] as [n, rank]. */
function turned(matrix: Float32Array, rank: number): Float64Array {
  const width = matrix.length / rank;
  const result = new Float64Array(matrix.length);
  for (let k = 0; k < rank; k++) {
    for (let i = 0; i < width; i++) result[i * rank + k] = matrix[k * width + i] ?? 0;
  }
  return result;
}
