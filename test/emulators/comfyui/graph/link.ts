import type { Json } from '../json';

/** An output of another node. */
export interface Link {
  readonly node: string;
  readonly slot: number;
}

/** What an input that is a list leads to; null: the list is no link. */
export function linkIn(value: Json | undefined): Link | null {
  if (!Array.isArray(value) || value.length !== 2) return null;
  const [node, slot] = value as readonly Json[];
  const isId = typeof node === 'string' || typeof node === 'number';
  return isId && typeof slot === 'number' ? { node: String(node), slot } : null;
}
