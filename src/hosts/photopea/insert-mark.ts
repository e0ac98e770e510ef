import type { LayerResult } from '../../core/document';

/** Enough of the pixels to tell two results apart, few enough to take no time. */
const SAMPLES = 65_536;
const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
const MIN_ID = 1 << 24;
const ID_RANGE = 1 << 29;
/** Photopea may add one to an id. */
const STEP = 2;
const MOST_COPIES = 64;

/**
 * The first id of the layers that a result becomes: large, so that it meets none of the document's
 * own, and the same for the same result, so that after the panel was closed in the middle of an
 * insertion everybody can find out whether it took place.
 */
export function insertMark(result: LayerResult): number {
  const { mode, name, above, rect, image, mask } = result;
  const text = JSON.stringify([mode, name, above, rect, image.depth]);
  let hash = FNV_OFFSET;
  for (let i = 0; i < text.length; i++) hash = mix(hash, text.charCodeAt(i));
  hash = sampled(hash, image.data);
  hash = sampled(hash, mask.data);
  return MIN_ID + ((hash >>> 0) % ID_RANGE);
}

/** The id to write when the result has been inserted so many times before. */
export function nextId(mark: number, inserted: number): number {
  return mark + STEP * (inserted % MOST_COPIES);
}

/** All ids that a result's layers may have. */
export function idsOf(mark: number): { readonly from: number; readonly below: number } {
  return { from: mark, below: mark + STEP * MOST_COPIES };
}

/** Whether a layer with this id may be one that the result became. */
export function carries(id: number, mark: number): boolean {
  const { from, below } = idsOf(mark);
  return id >= from && id < below;
}

/** The id to write in place of a layer, which has another one. */
export function nextIdAfter(mark: number, inserted: number, replaced: number): number {
  const id = nextId(mark, inserted);
  return replaced >= id && replaced < id + STEP ? nextId(mark, inserted + 1) : id;
}

function sampled(start: number, data: ArrayLike<number>): number {
  // An odd step meets all four channels.
  const step = Math.max(1, Math.floor(data.length / SAMPLES)) | 1;
  let hash = mix(start, data.length);
  for (let i = 0; i < data.length; i += step) hash = mix(hash, data[i] ?? 0);
  return hash;
}

function mix(hash: number, value: number): number {
  return Math.imul(hash ^ value, FNV_PRIME);
}
