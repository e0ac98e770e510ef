import type { Header } from '../weights/safetensors-header';
import { byCanonicalName } from '../weights/canonical-names';
import type { StoredType } from '../weights/lazy-tensor';

/** A tensor as the header lists it. */
export interface ListedTensor {
  readonly type: StoredType;
  readonly shape: readonly number[];
  readonly byteLength: number;
}

/** The header of a model file under the names of the published checkpoints. */
export interface Listing {
  readonly file: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly tensors: ReadonlyMap<string, ListedTensor>;
}

/**
 * The tensors of a header under their published names.
 * @throws ModelError `model-names-collide`
 */
export function listTensors({ metadata, entries }: Header, file: string): Listing {
  const listed = entries.map(
    ({ name, type, shape, begin, end }) =>
      [name, { type, shape, byteLength: end - begin }] as const,
  );
  return { file, metadata, tensors: byCanonicalName(listed, file) };
}

/** The shape of the first tensor whose name matches. */
export function shapeAt(listing: Listing, pattern: RegExp): readonly number[] | null {
  for (const [name, { shape }] of listing.tensors) if (pattern.test(name)) return shape;
  return null;
}

/** Whether the name of any tensor matches. */
export function someName({ tensors }: Listing, pattern: RegExp): boolean {
  for (const name of tensors.keys()) if (pattern.test(name)) return true;
  return false;
}
