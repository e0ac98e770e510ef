import type { StoredType } from '../weights/lazy-tensor';
import { someName, type Listing } from './listed-tensors';
import { refuse } from './refusals';

const FLOATS: ReadonlySet<StoredType> = new Set([
  'F64',
  'F32',
  'F16',
  'BF16',
  'F8_E4M3',
  'F8_E5M2',
]);

/** Tensors that belong to a quantised weight: scales, tables, packed numbers. */
const QUANTISED =
  /(^|\.)scaled_fp8$|\.(scale_weight|scale_input|weight_scale(_2)?|input_scale|absmax|quant_map|qweight|qzeros|comfy_quant)$|\.quant_state\./;

/**
 * The types of a file's weights, the one with the most bytes first. Plain 8-bit floats are read
 * like any others.
 *
 * @throws ModelError `model-is-quantised` for floats that come with scales, and for whole numbers
 */
export function weightTypes(listing: Listing, isWeight: (name: string) => boolean): StoredType[] {
  const bytes = new Map<StoredType, number>();
  for (const [name, { type, byteLength }] of listing.tensors) {
    if (!isWeight(name)) continue;
    if (!FLOATS.has(type)) throw refuse('model-is-quantised', listing.file, { type, tensor: name });
    bytes.set(type, (bytes.get(type) ?? 0) + byteLength);
  }
  const types = [...bytes].sort(([, a], [, b]) => b - a).map(([type]) => type);
  if (someName(listing, QUANTISED)) {
    throw refuse('model-is-quantised', listing.file, { type: types[0] ?? '' });
  }
  return types;
}
