import { elementCount } from '../../core/tensor';
import { STORED_TYPES, type StoredType } from '../lazy-tensor';
import { checkpointInvalid, short } from './errors';
import { readPickle } from './pickle';
import { isKind, type Pickled, type PickledDict, type PickledTensor } from './pickle-values';
import type { Reading } from './reading';
import { contentOffset, zipDirectory, type ZipMember } from './zip-directory';

/** A tensor of a checkpoint: a range of bytes of one member of the zip file. */
export interface CheckpointTensor {
  readonly name: string;
  readonly type: StoredType;
  readonly shape: readonly number[];
  readonly member: ZipMember;
  /** Offset of its first byte in the member's content. */
  readonly begin: number;
  readonly end: number;
}

export const CHECKPOINT_ENDING = /\.(ckpt|pth?)$/i;

const LIST = 'data.pkl';

/** SUPIR's has half a megabyte, a training's file some more. */
const MAX_LIST_BYTES = 8 * 2 ** 20;

/**
 * The tensors of a checkpoint that PyTorch 1.6 or newer wrote: a zip file with a pickle and, beside
 * it, the numbers, uncompressed (docs/supir.md, section 1). null: a zip file without such a pickle.
 *
 * @throws ModelError `model-checkpoint-invalid` or `model-checkpoint-unsafe`
 */
export function* checkpointListing(file: {
  readonly name: string;
  readonly byteLength: number;
}): Reading<readonly CheckpointTensor[] | null> {
  const members = yield* zipDirectory(file);
  const list = [...members.values()].find(({ name }) => /(^|\/)data\.pkl$/.test(name));
  if (list === undefined) return null;
  if (list.size > MAX_LIST_BYTES)
    throw checkpointInvalid(file.name, 'its list of tensors is too long');
  const folder = list.name.slice(0, -LIST.length);
  const order = members.get(`${folder}byteorder`);
  if (order !== undefined && (yield* shortText(file, order)) !== 'little') {
    throw checkpointInvalid(file.name, 'its numbers are stored in another order of bytes');
  }
  const offset = yield* contentOffset(file, list);
  const root = readPickle(yield { offset, length: list.size }, file.name);
  return tensorsIn(file.name, root).map(([name, tensor]) => {
    const member = members.get(`${folder}data/${tensor.storage.key}`);
    return placed(file.name, name, tensor, member);
  });
}

/** Longer than any word that is expected. */
const MAX_WORD_BYTES = 16;

function* shortText(
  file: { readonly name: string; readonly byteLength: number },
  member: ZipMember,
): Reading<string> {
  const offset = yield* contentOffset(file, member);
  const length = Math.min(member.size, MAX_WORD_BYTES);
  return new TextDecoder().decode(yield { offset, length }).trim();
}

/** The tensors of a state by their names; a training's file has the state under `state_dict`. */
function tensorsIn(file: string, root: Pickled): readonly (readonly [string, PickledTensor])[] {
  if (!isKind(root, 'dict')) throw checkpointInvalid(file, 'it holds no tensors under names');
  const state = valueOf(root, 'state_dict');
  const found = new Map<string, PickledTensor>();
  for (const [name, value] of (isKind(state, 'dict') ? state : root).entries) {
    if (typeof name === 'string' && isKind(value, 'tensor')) found.set(name, value);
  }
  if (found.size === 0) throw checkpointInvalid(file, 'it holds no tensors under names');
  return [...found];
}

function valueOf({ entries }: PickledDict, key: string): Pickled | undefined {
  return entries.findLast(([name]) => name === key)?.[1];
}

function placed(
  file: string,
  name: string,
  { storage, offset, shape, stride }: PickledTensor,
  member: ZipMember | undefined,
): CheckpointTensor {
  const bad = (what: string): Error => checkpointInvalid(file, `tensor "${short(name)}" ${what}`);
  if (member === undefined) throw bad('has no numbers');
  if (!member.isStored) throw bad('is compressed');
  if (!isContiguous(shape, stride)) throw bad('does not lie in one piece');
  const count = elementCount(shape);
  const size = STORED_TYPES[storage.type];
  if (storage.count * size !== member.size || offset + count > storage.count) {
    throw bad('is larger than its numbers');
  }
  const begin = offset * size;
  return { name, type: storage.type, shape, member, begin, end: begin + count * size };
}

/** Whether elements follow each other in the order of rows. A size of 1 has any stride. */
function isContiguous(shape: readonly number[], stride: readonly number[]): boolean {
  let expected = 1;
  for (let i = shape.length - 1; i >= 0; i--) {
    const size = shape[i] ?? 0;
    if (size === 0) return true;
    if (size !== 1 && stride[i] !== expected) return false;
    expected *= size;
  }
  return true;
}
