import { ModelError } from '../core/errors';
import { tensorShape } from '../weights/errors';
import type { Listing } from './listed-tensors';
import type { PublishedTensors } from './published-tensors';

/**
 * Whether a file has the published sizes. One of another size has other shapes almost everywhere;
 * one of the published size has to be complete.
 *
 * @throws ModelError `model-incomplete` (details: the first missing tensor and how many) or
 *   `model-tensor-shape`
 */
export function isPublished(listing: Listing, published: PublishedTensors): boolean {
  const missing: string[] = [];
  const others: string[] = [];
  for (const [name, shape] of published) {
    const tensor = listing.tensors.get(name);
    if (tensor === undefined) missing.push(name);
    else if (!sameWeights(name, tensor.shape, shape)) others.push(name);
  }
  const present = published.size - missing.length;
  if (others.length > present / 2) return false;
  const [absent] = missing;
  if (absent !== undefined) throw incomplete(listing.file, absent, missing.length);
  const [other] = others;
  if (other !== undefined) {
    const shape = listing.tensors.get(other)?.shape ?? [];
    throw tensorShape(listing.file, other, shape, "which is not the model's");
  }
  return true;
}

/** 1 × 1 convolutions that some files store as matrices; the networks read no other ones that way. */
const MAY_BE_MATRIX = /\.attn_1\.(q|k|v|proj_out)\.weight$/;

function sameWeights(
  name: string,
  actual: readonly number[],
  published: readonly number[],
): boolean {
  const isMatrix = actual.length === 2 && MAY_BE_MATRIX.test(name);
  const expected = isMatrix ? published.slice(0, 2) : published;
  return actual.length === expected.length && actual.every((size, i) => size === expected[i]);
}

function incomplete(file: string, tensor: string, missing: number): ModelError {
  return new ModelError({
    code: 'model-incomplete',
    message: `In "${file}", ${missing} of the model's tensors are not found under their published names; the first is "${tensor}".`,
    hint: 'The file may be incomplete, or have other names for them; choose the model as it was published.',
    details: { file, tensor, missing },
  });
}
