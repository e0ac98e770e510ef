import type { ReadBytes } from '../../core/tensor';
import { castTensor } from '../cast';
import { lazyTensor, STORED_TYPES, type LazyTensor, type ReadBytesAsync } from '../lazy-tensor';
import { roomFor } from '../slices';
import { addProduct, addProductLater } from './add-product';
import { loraTooStrong } from './errors';
import { factorsLater, factorsNow, type Factors, type PlacedLayer } from './factors';

export interface Merging {
  /** Name and key of the low-rank file. */
  readonly name: string;
  readonly key: string;
  readonly strength: number;
}

/**
 * A weight with layers of a low-rank file added, range by range when it is read. F16 stays F16,
 * as programs that merge write it; all other types, BF16 among them, become 32-bit floats. The
 * layers' own numbers are read with the first range and let go with the last.
 *
 * @throws ModelError, when it is read, `model-lora-damaged`; `model-lora-too-strong` when it is read
 *   as F16, or cast to it
 */
export function mergedTensor(
  weight: LazyTensor,
  layers: readonly PlacedLayer[],
  merging: Merging,
): LazyTensor {
  const sum: LazyTensor = {
    ...addedTensor(castTensor(weight, 'F32'), weight, layers, merging),
    overflow: () => loraTooStrong(merging.name, weight.name),
  };
  return weight.type === 'F16' ? castTensor(sum, 'F16') : sum;
}

/** The sum in 32 bits. */
function addedTensor(
  singles: LazyTensor,
  { key: stored, name, shape }: LazyTensor,
  layers: readonly PlacedLayer[],
  { name: file, key, strength }: Merging,
): LazyTensor {
  let now: readonly Factors[] | null = null;
  let later: Promise<readonly Factors[]> | null = null;
  const size = STORED_TYPES.F32;
  const valuesOf = (bytes: Uint8Array): Float32Array =>
    new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / size);
  const rangeOf = (offset: number, length: number) => {
    const first = Math.floor(offset / size);
    const count = Math.ceil((offset + length) / size) - first;
    return { first, bytes: count * size, skip: offset - first * size };
  };
  const read: ReadBytes = (offset, length, room) => {
    const range = rangeOf(offset, length);
    const own = roomFor(range.bytes, room);
    const found = singles.read(range.first * size, range.bytes, own);
    // Whatever is not in memory of its own belongs to the file.
    if (found.buffer !== own.buffer) own.set(found);
    now ??= layers.map((layer) => factorsNow(file, layer, strength));
    for (const factors of now) addProduct(valuesOf(own), range.first, factors);
    if (offset + length === singles.byteLength) now = null;
    return own.subarray(range.skip, range.skip + length);
  };
  const readAsync: ReadBytesAsync = async (offset, length) => {
    const range = rangeOf(offset, length);
    later ??= Promise.all(layers.map((layer) => factorsLater(file, layer, strength)));
    const reading = later;
    if (offset + length === singles.byteLength) later = null;
    const [bytes, factors] = await Promise.all([
      singles.readAsync(range.first * size, range.bytes),
      reading,
    ]);
    for (const each of factors) await addProductLater(valuesOf(bytes), range.first, each);
    return bytes.subarray(range.skip, range.skip + length);
  };
  const ownKey = `${stored} + ${JSON.stringify([key, strength])}`;
  return lazyTensor(name, 'F32', shape, read, { key: ownKey, readAsync });
}
