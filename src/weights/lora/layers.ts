import { elementCount } from '../../core/tensor';
import { loraDamaged, loraKind, loraUnfit } from './errors';
import { loraName, otherKind, type LoraPart } from './layer-names';
import type { LoraTarget } from './targets';

/** A tensor as far as its layer has to know it. */
interface Shaped {
  readonly shape: readonly number[];
}

/** What a low-rank file adds to one weight: (alpha ÷ rank) · up · down. */
export interface LoraLayer<T extends Shaped> {
  /** The layer as the file calls it, for messages. */
  readonly name: string;
  /** [rank, …inputs] */
  readonly down: T;
  /** [outputs, rank, …1] */
  readonly up: T;
  readonly rank: number;
  /** One number; null: as large as the rank. */
  readonly alpha: T | null;
}

export interface LoraFile<T extends Shaped> {
  readonly name: string;
  readonly tensors: ReadonlyMap<string, T>;
}

/**
 * The layers of a low-rank file under one spelling for all families of names (docs/supir.md,
 * section 1.2).
 *
 * @throws ModelError `model-lora-kind`, `model-lora-unfit` for a name of no family, and
 *   `model-lora-damaged` for a layer that is not whole
 */
export function loraLayers<T extends Shaped>(file: LoraFile<T>): ReadonlyMap<string, LoraLayer<T>> {
  const parts = new Map<string, Partial<Record<LoraPart, T>> & { readonly name: string }>();
  const strangers: string[] = [];
  for (const [tensor, value] of file.tensors) {
    const kind = otherKind(tensor);
    if (kind !== null) throw loraKind(file.name, kind);
    const named = loraName(tensor);
    if (named === null) {
      strangers.push(tensor);
      continue;
    }
    const known = parts.get(named.layer) ?? { name: tensor.slice(0, 200) };
    if (known[named.part] !== undefined) throw loraDamaged(file.name, known.name, 'is there twice');
    parts.set(named.layer, { ...known, [named.part]: value });
  }
  const [stranger] = strangers;
  if (stranger !== undefined) {
    throw loraUnfit(file.name, stranger.slice(0, 200), strangers.length, file.tensors.size);
  }
  return new Map(
    [...parts].map(([layer, { name, down, up, alpha }]) => [
      layer,
      wholeLayer(file.name, name, down, up, alpha),
    ]),
  );
}

function wholeLayer<T extends Shaped>(
  file: string,
  name: string,
  down: T | undefined,
  up: T | undefined,
  alpha: T | undefined,
): LoraLayer<T> {
  if (down === undefined || up === undefined) {
    throw loraDamaged(file, name, 'lacks one of its two matrices');
  }
  const [rank = 0] = down.shape;
  if (rank === 0 || up.shape[1] !== rank) {
    throw loraDamaged(file, name, 'has two matrices that do not fit together');
  }
  if (alpha !== undefined && elementCount(alpha.shape) !== 1) {
    throw loraDamaged(file, name, 'has an alpha that is not one number');
  }
  return { name, down, up, rank, alpha: alpha ?? null };
}

/** Whether a layer has the sizes of what it is added to. */
export function fitsTarget({ down, up }: LoraLayer<Shaped>, target: LoraTarget): boolean {
  const [rows, ...inputs] = target.isTurned ? target.shape.toReversed() : target.shape;
  const [outputs, , ...ones] = up.shape;
  const isPoint = ones.every((size) => size === 1);
  return isPoint && outputs === rows && sameInputs(down.shape.slice(1), inputs);
}

/** Files have layers of 1 × 1 as matrices and matrices as such layers. */
function sameInputs(actual: readonly number[], expected: readonly number[]): boolean {
  const [a, b] = [trimmed(actual), trimmed(expected)];
  return a.length === b.length && a.every((size, i) => size === b[i]);
}

function trimmed(sizes: readonly number[]): readonly number[] {
  const last = sizes.findLastIndex((size) => size !== 1);
  return sizes.slice(0, Math.max(1, last + 1));
}
