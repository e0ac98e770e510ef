import type { Picture } from '../picture/picture';
import type { Sampling } from '../picture/restore';
import { NodeError } from './node-error';

/** What goes along a link. */
export type Value =
  | { readonly kind: 'model'; readonly hint: Picture | null }
  | { readonly kind: 'image'; readonly picture: Picture }
  | {
      readonly kind: 'latent';
      /** Of the picture, pixels. */
      readonly width: number;
      readonly height: number;
      readonly picture: Picture | null;
      /** null: nothing was sampled yet. */
      readonly sampling: Sampling | null;
    }
  | { readonly kind: 'seed'; readonly seed: number }
  | { readonly kind: 'sigmas'; readonly sigmas: readonly number[] }
  /** Whatever the emulated result does not depend on. */
  | { readonly kind: 'other' };

export const OTHER: Value = { kind: 'other' };

export type Of<Kind extends Value['kind']> = Extract<Value, { readonly kind: Kind }>;

/** Inputs of a node with links replaced by what came along them. */
export type Inputs = Readonly<Record<string, unknown>>;

export function valueOf<Kind extends Value['kind']>(
  inputs: Inputs,
  name: string,
  kind: Kind,
): Of<Kind> {
  const value = inputs[name] as Value | undefined;
  if (value?.kind !== kind) throw new NodeError('TypeError', `${name} is no ${kind}`);
  return value as Of<Kind>;
}

export function numberOf(inputs: Inputs, name: string, otherwise = 0): number {
  const value = inputs[name];
  return value === undefined ? otherwise : Number(value);
}

export function textOf(inputs: Inputs, name: string, otherwise = ''): string {
  const value = inputs[name];
  return typeof value === 'string' ? value : otherwise;
}
