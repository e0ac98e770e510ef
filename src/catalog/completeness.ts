import { ModelError } from '../core/errors';
import type { Listing } from './listed-tensors';
import type { PublishedTensors } from './published-tensors';

/**
 * Whether a file has the published sizes. One of another size has other shapes almost everywhere;
 * one of the published size has to be complete. Throws `ModelError` `model-incomplete` (details:
 * the first missing tensor and how many) or `model-tensor-shape`.
 */
export function isPublished(listing: Listing, published: PublishedTensors): boolean {
  const missing: string[] = [];
  const others: string[] = [];
  for (const [name, shape] of published) {
    const tensor = listing.tensors.get(name);
    if (tensor === undefined) missing.push(name);
    else if (!sameWeights(tensor.shape, shape)) others.push(name);
  }
  const present = published.size - missing.length;
  if (others.length > present / 2) return false;
  const [absent] = missing;
  if (absent !== undefined) throw incomplete(listing.file, absent, missing.length);
  const [other] = others;
  if (other !== undefined) throw otherShape(listing, other);
  return true;
}

/** 1 × 1 convolutions are stored as matrices in some files. */
function sameWeights(actual: readonly number[], published: readonly number[]): boolean {
  const isPointwise = published.length === 4 && published[2] === 1 && published[3] === 1;
  const expected = isPointwise && actual.length === 2 ? published.slice(0, 2) : published;
  return actual.length === expected.length && actual.every((size, i) => size === expected[i]);
}

function incomplete(file: string, tensor: string, missing: number): ModelError {
  return new ModelError({
    code: 'model-incomplete',
    message: `"${file}" lacks ${missing} tensors, the first is "${tensor}".`,
    hint: 'A part of this file was removed; choose the complete model.',
    details: { file, tensor, missing },
  });
}

function otherShape({ file, tensors }: Listing, tensor: string): ModelError {
  const shape = tensors.get(tensor)?.shape.join('×') ?? '';
  return new ModelError({
    code: 'model-tensor-shape',
    message: `"${tensor}" in "${file}" has the shape ${shape}, which is not the model's.`,
    hint: 'This file belongs to another model or another size of it.',
    details: { file, tensor, shape },
  });
}
